import { isPerksError } from '@checkout-perks/core/errors';

/** Says in one line what went wrong, for the person at the terminal. */
export function explain(thrown: unknown): string {
  if (isPerksError(thrown) && thrown.details?.option === 'login') {
    return '--login is taken, or is not 1 to 64 characters long.';
  }
  if (isPerksError(thrown) && thrown.details?.option !== undefined) return `--${thrown.details.option} is wrong.`;
  if (!(thrown instanceof Error)) return 'Something went wrong.';
  if ('code' in thrown && thrown.code === 'EADDRINUSE') return 'The port is taken: choose another with --port.';
  return thrown.message;
}
