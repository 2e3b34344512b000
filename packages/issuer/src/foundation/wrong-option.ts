import { PerksError } from '@checkout-perks/core/errors';

/** Creates the error that names the option that is wrong or taken. The value could be a key, so it is left out. */
export function wrongOption(option: string): PerksError {
  return new PerksError('CONFIGURATION', { details: { option } });
}
