import { defineCommand } from 'citty';
import { merchantCommand } from './merchant-command.ts';
import { serveArgs, serveCommand } from './serve-command.ts';
import { sitesCommand } from './sites-command.ts';

/** `checkout-perks-issuer`: runs the issuer, unless told otherwise. */
export const issuerCommand = defineCommand({
  meta: {
    name: 'checkout-perks-issuer',
    description: 'Your own gift-code issuer, speaking the V-DAR API on a database file',
  },
  // citty looks for the command's name behind options too, and must know these to tell their values from a name.
  args: serveArgs,
  setup({ rawArgs, args }) {
    // …but it would drop what stands before the name: `--database file:a.db sites` would list another database.
    const [name] = args._;
    if (name !== undefined && rawArgs[0] !== name) throw new Error(`Put "${name}" before the options.`);
  },
  default: 'serve',
  subCommands: { serve: serveCommand, merchant: merchantCommand, sites: sitesCommand },
});
