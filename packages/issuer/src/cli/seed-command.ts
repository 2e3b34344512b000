import { defineCommand } from 'citty';
import { checkArgs } from './check-args.ts';
import { describeAccess } from './describe-access.ts';
import { databaseArg, withIssuer } from './with-issuer.ts';

const args = {
  ...databaseArg,
  login: { type: 'string', default: 'demo', description: 'Name of the shop to create', valueHint: 'name' },
} as const;

/** Creates a shop in which every kind of code and member can be tried, and prints what to type. */
export const seedCommand = defineCommand({
  meta: { name: 'seed', description: 'Create a shop with gift codes, promo codes and members, and print them' },
  args,
  async run({ args: given }) {
    checkArgs(given, args);
    await withIssuer(given, async ({ control }) => {
      const shop = await control.seed({ login: given.login });
      const { vDar, mottor, loyalClient } = shop;
      const lists: [string, [string, string][]][] = [
        ['Gift codes', vDar.codes.map(({ code, note }) => [code, note])],
        ['Promo codes', mottor.promos.map(({ code, note }) => [code, note])],
        ['Members, by phone', loyalClient.members.map(({ search, note }) => [search, note])],
      ];
      console.log(`Shop "${shop.login}" was created.\n\n${describeAccess(shop)}`);
      for (const [title, rows] of lists) {
        console.log(`\n${title}\n${rows.map(([what, note]) => `  ${what.padEnd(20)}  ${note}`).join('\n')}`);
      }
    });
  },
});
