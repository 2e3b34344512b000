import { defineCommand } from 'citty';
import { checkArgs } from './check-args.ts';
import { databaseArg, withIssuer } from './with-issuer.ts';

const args = {
  ...databaseArg,
  yes: {
    type: 'boolean',
    description: 'Delete without asking; otherwise the command only lists what would be deleted',
  },
} as const;

/** Deletes all data. */
export const resetCommand = defineCommand({
  meta: { name: 'reset', description: 'Delete everything: merchants, keys, codes, promos, members' },
  args,
  async run({ args: given }) {
    checkArgs(given, args);
    await withIssuer(given, async ({ control }) => {
      const { sites, mottorSites, points } = await control.survey();
      const what = `${sites.length} V-DAR sites, ${mottorSites.length} Mottor sites and ${points.length} points of sale`;
      if (!given.yes)
        throw new Error(`This deletes ${what}, with all keys, codes and members. To confirm: reset --yes.`);
      await control.reset();
      console.log(`Deleted: ${what}.`);
    });
  },
});
