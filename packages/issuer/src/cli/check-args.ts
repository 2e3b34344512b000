import type { ArgsDef } from 'citty';

/**
 * Refuses unknown options and arguments. citty ignores them, so a misspelt `--databse` would silently open another database.
 */
export function checkArgs(args: Readonly<Record<string, unknown>> & { _: string[] }, known: ArgsDef): void {
  for (const name of Object.keys(args)) {
    if (name !== '_' && !Object.hasOwn(known, name)) throw new Error(`Unknown option --${name}; see --help.`);
  }
  const [word] = args._;
  if (word !== undefined) throw new Error(`Unexpected argument "${word}"; see --help.`);
}
