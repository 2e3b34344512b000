import { formatDecimal } from '@checkout-perks/core/money';
import { defineCommand } from 'citty';
import { checkArgs } from './check-args.ts';
import { describeAddresses } from './describe-access.ts';
import { databaseArg, withIssuer } from './with-issuer.ts';

const args = {
  ...databaseArg,
  url: {
    type: 'string',
    default: 'http://127.0.0.1:4010',
    description: 'Address of the issuer',
    valueHint: 'origin',
  },
} as const;

/** Prints everything that a shop must configure except the keys, of which only hashes are stored. */
export const showCommand = defineCommand({
  meta: { name: 'show', description: 'Print the addresses and ids that a shop configures; for keys see "keys new"' },
  args,
  async run({ args: given }) {
    checkArgs(given, args);
    await withIssuer(given, async ({ control }) => {
      const { sites, mottorSites, points } = await control.survey();
      console.log(describeAddresses(given.url.replace(/\/+$/, '')));
      for (const { siteId, login, balance, currency } of sites) {
        console.log(`V-DAR        site_id ${siteId}  "${login}"  ${formatDecimal(balance, currency)} ${currency}`);
      }
      for (const { userId, siteId, currency, promos } of mottorSites) {
        console.log(`Mottor       X-Api-User-Id ${userId}  site_id ${siteId}  ${promos} promos, ${currency}`);
      }
      for (const { programId, pointId, title } of points) {
        console.log(`LoyalClient  point ${pointId}  "${title}", program ${programId}`);
      }
    });
  },
});
