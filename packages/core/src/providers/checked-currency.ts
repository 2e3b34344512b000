import { PerksError } from '../errors/perks-error.ts';
import { minorDigits } from '../money/minor-digits.ts';

/**
 * Checks the one currency of a provider's sums.
 *
 * @param currency ISO 4217 code in capitals
 * @throws {PerksError} `CONFIGURATION` for what is no such code
 */
export function checkedCurrency(currency: string): string {
  try {
    minorDigits(currency);
    return currency;
  } catch {
    throw new PerksError('CONFIGURATION', { details: { option: 'currency' } });
  }
}
