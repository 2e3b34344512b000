import { formatDecimal } from '@checkout-perks/core/money';
import { defineCommand } from 'citty';
import { checkArgs } from './check-args.ts';
import { createShop } from './create-shop.ts';
import { describeAccess } from './describe-access.ts';
import { merchantArgs, readMerchant } from './read-merchant.ts';
import { databaseArg, withIssuer } from './with-issuer.ts';

const args = {
  ...databaseArg,
  ...merchantArgs,
  login: { ...merchantArgs.login, default: undefined, required: true },
  balance: { ...merchantArgs.balance, default: undefined, required: true },
} as const;

/** Creates a merchant at all three providers and prints its keys; the issuer may be running. */
export const merchantCommand = defineCommand({
  meta: { name: 'merchant', description: 'Create a merchant and print its keys' },
  args,
  async run({ args: given }) {
    checkArgs(given, args);
    const merchant = readMerchant(given);
    await withIssuer(given, async ({ control }) => {
      const access = await createShop(control, merchant);
      const { login, balance, currency } = merchant;
      console.log(
        `Merchant "${login}" was created with a balance of ${formatDecimal(balance, currency)} ${currency}.\n`,
      );
      console.log(describeAccess(access));
    });
  },
});
