import { PerksError } from '../errors/perks-error.ts';

const PERCENT = /^(\d{1,9})(?:\.(\d{1,20}))?$/;

/**
 * Reads a percentage of a provider's JSON (`10`, `10.5` or `"10.50"`) into hundredths of a percent, exactly; what is finer
 * than a hundredth is cut off. No float arithmetic takes part: `19.99` is 1999.
 *
 * @throws {PerksError} `MONEY_INVALID` for what is no percentage of zero or more
 */
export function parseBasisPoints(value: unknown): number {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  const match = PERCENT.exec(text);
  if (!match) throw new PerksError('MONEY_INVALID');
  const [, whole = '', fraction = ''] = match;
  return Number(whole + fraction.slice(0, 2).padEnd(2, '0'));
}
