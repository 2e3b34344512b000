import { PerksError } from '@checkout-perks/core/errors';

/** Says which option is wrong, or whose value is taken. The value itself may be a key, so it is left out. */
export function wrongOption(option: string): PerksError {
  return new PerksError('CONFIGURATION', { details: { option } });
}
