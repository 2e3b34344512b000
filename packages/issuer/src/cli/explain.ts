import { isPerksError } from '@checkout-perks/core/errors';

/** Messages for options of the library that a command's option sets. */
const OPTIONS: Readonly<Record<string, string>> = {
  login: '--login is taken, or is not 1 to 64 characters long.',
  siteId: 'There is no such --site; "show" lists them.',
  userId: 'There is no such --user; "show" lists them.',
  programId: 'There is no such --program; "show" lists them.',
  amount: '--sum must be more than 0, and the new balance must not be too large.',
  controlKey: 'ISSUER_CONTROL_KEY must be 16 to 256 printable ASCII characters without spaces.',
};

/** Converts an error to one line for the terminal. */
export function explain(thrown: unknown): string {
  if (isPerksError(thrown) && thrown.details?.option !== undefined) {
    const option = String(thrown.details.option);
    return OPTIONS[option] ?? `--${option} is wrong.`;
  }
  if (!(thrown instanceof Error)) return 'Something went wrong.';
  if ('code' in thrown && thrown.code === 'EADDRINUSE') return 'The port is in use: choose another with --port.';
  return thrown.message;
}
