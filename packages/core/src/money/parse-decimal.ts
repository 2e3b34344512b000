import { PerksError } from '../errors/perks-error.ts';
import { minorDigits } from './minor-digits.ts';

const DECIMAL = /^(-?)(\d{1,16})(?:\.(\d{1,20}))?$/;
/** Up to fifteen digits every decimal has a double of its own; past that two sums of money may share one. */
const FIFTEEN_DIGITS = 1e15;

/**
 * Reads a decimal amount of a provider's JSON (`1000.00`, `1000` or `"1000.00"`) into minor units, exactly.
 * No float arithmetic takes part: `19.99` is 1999, never 1998.9999999999998.
 *
 * @param value A JSON number, or a string holding a plain decimal
 * @param currency ISO 4217 code; it sets how many decimals are allowed
 * @returns Minor units, a safe integer
 * @throws {PerksError} `MONEY_INVALID` for anything else: an exponent, more decimals than the currency has, a sum
 *   past what integers hold, a JSON number with decimals of more than fifteen digits
 */
export function parseDecimal(value: unknown, currency: string): number {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  const match = DECIMAL.exec(text);
  if (!match) throw new PerksError('MONEY_INVALID');

  const [, sign, whole = '', fraction = ''] = match;
  const places = minorDigits(currency);
  // Zeros beyond the minor unit say nothing ("1000.0000"); anything else there is money that we would lose.
  if (/[1-9]/.test(fraction.slice(places))) throw new PerksError('MONEY_INVALID');

  const minor = Number(whole + fraction.slice(0, places).padEnd(places, '0'));
  if (!Number.isSafeInteger(minor)) throw new PerksError('MONEY_INVALID');
  if (typeof value === 'number' && places > 0 && minor >= FIFTEEN_DIGITS) throw new PerksError('MONEY_INVALID');
  return sign && minor !== 0 ? -minor : minor;
}
