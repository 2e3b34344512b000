import { defineCommand } from 'citty';
import type { IssuerControl } from '../control/control.ts';
import { checkArgs } from './check-args.ts';
import { databaseArg, withIssuer } from './with-issuer.ts';

const args = {
  ...databaseArg,
  site: { type: 'string', description: 'V-DAR: a site_id', valueHint: 'id' },
  user: { type: 'string', description: 'Mottor: an X-Api-User-Id', valueHint: 'number' },
  program: { type: 'string', description: 'LoyalClient: a program id, as "show" lists it', valueHint: 'id' },
} as const;

type Given = { site?: string; user?: string; program?: string };

/** Adds a key. Existing keys cannot be read again, because only their hashes are stored. */
const newKeyCommand = defineCommand({
  meta: { name: 'new', description: 'Add a key to a merchant, account or programme and print it, once' },
  args,
  async run({ args: given }) {
    checkArgs(given, args);
    const owner = chooseOwner(given);
    await withIssuer(given, async ({ control }) => {
      const { apiKey } = await owner(control);
      console.log(`${apiKey}\n\nWrite it down: it is shown only once. Existing keys stay valid.`);
    });
  },
});

/** `keys new`. */
export const keysCommand = defineCommand({
  meta: { name: 'keys', description: 'Add a key: keys new --site ID, --user NUMBER or --program ID' },
  args,
  default: 'new',
  subCommands: { new: newKeyCommand },
});

function chooseOwner({ site, user, program }: Given): (control: IssuerControl) => Promise<{ apiKey: string }> {
  const owners = [
    ...(site === undefined ? [] : [({ vDar }: IssuerControl) => vDar.createKey({ siteId: site })]),
    ...(user === undefined ? [] : [({ mottor }: IssuerControl) => mottor.createKey({ userId: Number(user) })]),
    ...(program === undefined
      ? []
      : [({ loyalClient }: IssuerControl) => loyalClient.createKey({ programId: program })]),
  ];
  const [owner, another] = owners;
  if (!owner || another) throw new Error('Give exactly one of --site ID, --user NUMBER and --program ID.');
  return owner;
}
