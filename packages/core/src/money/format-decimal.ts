import { PerksError } from '../errors/perks-error.ts';
import { minorDigits } from './minor-digits.ts';

/**
 * Writes minor units as a plain decimal: 129900 RUB is `"1299.00"`.
 *
 * @param amount Minor units, a safe integer
 * @param currency ISO 4217 code
 * @returns The decimal with exactly the currency's number of places
 * @throws {PerksError} `MONEY_INVALID` when the amount is not a safe integer
 */
export function formatDecimal(amount: number, currency: string): string {
  if (!Number.isSafeInteger(amount)) throw new PerksError('MONEY_INVALID');
  const places = minorDigits(currency);
  const text = String(Math.abs(amount)).padStart(places + 1, '0');
  const sign = amount < 0 ? '-' : '';
  if (places === 0) return sign + text;
  return `${sign}${text.slice(0, -places)}.${text.slice(-places)}`;
}
