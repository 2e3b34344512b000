import { PerksError } from '../errors/perks-error.ts';

/**
 * Passes on an integer of zero or more that a double holds exactly, such as an amount in minor units.
 *
 * @throws {PerksError} `MONEY_INVALID` for any other number
 */
export function natural(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new PerksError('MONEY_INVALID');
  return value;
}
