import { defineCommand } from 'citty';
import { createIssuer } from '../create-issuer.ts';
import { checkArgs } from './check-args.ts';
import { describeMerchant } from './describe-merchant.ts';
import { databaseArg, merchantArgs, readMerchant } from './read-merchant.ts';

const args = {
  ...databaseArg,
  ...merchantArgs,
  login: { ...merchantArgs.login, default: undefined, required: true },
  balance: { ...merchantArgs.balance, default: undefined, required: true },
} as const;

/** Creates a merchant and prints its key; the issuer may be running meanwhile. */
export const merchantCommand = defineCommand({
  meta: { name: 'merchant', description: 'Create a merchant and print its key' },
  args,
  async run({ args: given }) {
    checkArgs(given, args);
    const merchant = readMerchant(given);
    const issuer = await createIssuer({ database: given.database });
    try {
      console.log(describeMerchant(merchant, await issuer.createMerchant(merchant)));
    } finally {
      await issuer.close();
    }
  },
});
