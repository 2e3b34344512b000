import { defineCommand } from 'citty';
import type { IssuerControl } from '../control/control.ts';
import { checkArgs } from './check-args.ts';
import { databaseArg, withIssuer } from './with-issuer.ts';

const args = {
  ...databaseArg,
  site: { type: 'string', description: 'Of V-DAR: a site_id', valueHint: 'id' },
  user: { type: 'string', description: 'Of Mottor: an X-Api-User-Id', valueHint: 'number' },
  program: { type: 'string', description: 'Of LoyalClient: a program, as "show" lists it', valueHint: 'id' },
} as const;

type Given = { site?: string; user?: string; program?: string };

/** Makes another key for somebody who has one, as nobody can read the old one again. */
const newKeyCommand = defineCommand({
  meta: { name: 'new', description: 'Add a key to a merchant, account or programme and print it, once' },
  args,
  async run({ args: given }) {
    checkArgs(given, args);
    const owner = chooseOwner(given);
    await withIssuer(given, async ({ control }) => {
      const { apiKey } = await owner(control);
      console.log(`${apiKey}\n\nWrite it down: it is shown only now. The keys that there were stay good.`);
    });
  },
});

/** `keys new`. */
export const keysCommand = defineCommand({
  meta: { name: 'keys', description: 'Make another key: keys new --site ID, --user NUMBER or --program ID' },
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
  if (!owner || another) throw new Error('Say whose key: --site ID, --user NUMBER or --program ID, one of them.');
  return owner;
}
