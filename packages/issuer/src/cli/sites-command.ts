import { formatDecimal } from '@checkout-perks/core/money';
import { defineCommand } from 'citty';
import { checkArgs } from './check-args.ts';
import { databaseArg, withIssuer } from './with-issuer.ts';

/** Lists the V-DAR sites and their balances. */
export const sitesCommand = defineCommand({
  meta: { name: 'sites', description: 'List the V-DAR sites with their ids and balances' },
  args: databaseArg,
  async run({ args }) {
    checkArgs(args, databaseArg);
    await withIssuer(args, async (issuer) => {
      for (const { siteId, login, balance, currency } of await issuer.sites()) {
        console.log(`${siteId}  ${login}  ${formatDecimal(balance, currency)} ${currency}`);
      }
    });
  },
});
