import { inspect } from 'node:util';

/** All that a log, a crash report or a debugger could show of something thrown, in one text. */
export function everythingShown(thrown: unknown): string {
  const error = thrown as Error;
  return [
    String(error),
    error.stack,
    JSON.stringify(error),
    JSON.stringify(error, Object.getOwnPropertyNames(error)),
    inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true }),
  ].join('\n');
}
