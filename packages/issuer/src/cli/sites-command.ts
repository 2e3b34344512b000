import { formatDecimal } from '@checkout-perks/core/money';
import { defineCommand } from 'citty';
import { createIssuer } from '../create-issuer.ts';
import { checkArgs } from './check-args.ts';
import { databaseArg } from './read-merchant.ts';

/** Lists sites and balances. */
export const sitesCommand = defineCommand({
  meta: { name: 'sites', description: 'List the sites with their ids and balances' },
  args: databaseArg,
  async run({ args }) {
    checkArgs(args, databaseArg);
    const issuer = await createIssuer({ database: args.database });
    try {
      for (const { siteId, login, balance, currency } of await issuer.sites()) {
        console.log(`${siteId}  ${login}  ${formatDecimal(balance, currency)} ${currency}`);
      }
    } finally {
      await issuer.close();
    }
  },
});
