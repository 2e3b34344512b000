import { formatDecimal, parseDecimal } from '@checkout-perks/core/money';
import { defineCommand } from 'citty';
import { checkArgs } from './check-args.ts';
import { databaseArg, withIssuer } from './with-issuer.ts';

const args = {
  ...databaseArg,
  site: { type: 'string', required: true, description: 'The site_id', valueHint: 'id' },
  sum: {
    type: 'string',
    required: true,
    description: 'Amount to add, in whole units of the currency',
    valueHint: 'sum',
  },
} as const;

/** Adds to the balance of a site. */
export const topUpCommand = defineCommand({
  meta: { name: 'top-up', description: 'Add to the balance of a site, which pays for its gift codes' },
  args,
  async run({ args: given }) {
    checkArgs(given, args);
    await withIssuer(given, async ({ control, sites }) => {
      const site = (await sites()).find(({ siteId }) => siteId === given.site);
      if (!site) throw new Error('There is no such site; "sites" lists all sites.');
      const { balance, currency } = await control.vDar.topUp({
        siteId: given.site,
        amount: readSum(given.sum, site.currency),
      });
      console.log(`${given.site}  ${site.login}  ${formatDecimal(balance, currency)} ${currency}`);
    });
  },
});

function readSum(sum: string, currency: string): number {
  try {
    const amount = parseDecimal(sum, currency);
    if (amount > 0) return amount;
  } catch {
    // Refused below.
  }
  throw new Error('--sum takes an amount above 0, such as 100000 or 2500.50.');
}
