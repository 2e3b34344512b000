import { defineCommand } from 'citty';
import { keysCommand } from './keys-command.ts';
import { merchantCommand } from './merchant-command.ts';
import { resetCommand } from './reset-command.ts';
import { seedCommand } from './seed-command.ts';
import { serveArgs, serveCommand } from './serve-command.ts';
import { showCommand } from './show-command.ts';
import { sitesCommand } from './sites-command.ts';
import { topUpCommand } from './top-up-command.ts';

/** `checkout-perks-issuer`: without a subcommand it runs the issuer. */
export const issuerCommand = defineCommand({
  meta: {
    name: 'checkout-perks-issuer',
    description:
      'Your own issuer of gift codes, promo codes and loyalty points: the V-DAR, Mottor and LoyalClient APIs',
  },
  // citty also looks for the subcommand after options, and must know the options to tell their values from a subcommand.
  args: serveArgs,
  setup({ rawArgs, args }) {
    // citty would drop options before the subcommand: `--database file:a.db sites` would list another database.
    const [name] = args._;
    if (name !== undefined && rawArgs[0] !== name) throw new Error(`Put "${name}" before the options.`);
  },
  default: 'serve',
  subCommands: {
    serve: serveCommand,
    merchant: merchantCommand,
    sites: sitesCommand,
    show: showCommand,
    seed: seedCommand,
    keys: keysCommand,
    'top-up': topUpCommand,
    reset: resetCommand,
  },
});
