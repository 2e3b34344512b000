import { PerksError } from '../errors/perks-error.ts';
import { formatDecimal } from './format-decimal.ts';
import { parseDecimal } from './parse-decimal.ts';

/**
 * Turns minor units into the JSON number that a provider expects: 129950 RUB is `1299.5`.
 *
 * @param amount Minor units, a safe integer
 * @param currency ISO 4217 code
 * @returns The nearest double, which reads back as the same amount
 * @throws {PerksError} `MONEY_INVALID` when the sum is no safe integer, or so large that a double could lose its last digits
 */
export function toDecimalNumber(amount: number, currency: string): number {
  const number = Number(formatDecimal(amount, currency));
  if (parseDecimal(number, currency) !== amount) throw new PerksError('MONEY_INVALID');
  return number;
}
