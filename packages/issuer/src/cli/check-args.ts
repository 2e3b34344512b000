import type { ArgsDef } from 'citty';

/**
 * Refuses options and words that a command does not know; citty lets them pass, and a misspelt `--databse` would quietly
 * open another database.
 */
export function checkArgs(args: Readonly<Record<string, unknown>> & { _: string[] }, known: ArgsDef): void {
  for (const name of Object.keys(args)) {
    if (name !== '_' && !Object.hasOwn(known, name)) throw new Error(`Unknown option --${name}; see --help.`);
  }
  const [word] = args._;
  if (word !== undefined) throw new Error(`Unexpected word "${word}"; see --help.`);
}
