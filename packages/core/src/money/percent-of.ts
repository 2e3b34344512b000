import { natural } from './natural.ts';

/** Hundredths of a percent in a whole. */
const WHOLE = 10_000;
const HALF = WHOLE / 2;

/**
 * A percentage of a sum, rounded once and half up: 10.5 % of 0.10 is 1.05 kopecks, so 1; 15 % of 0.10 is 1.5, so 2.
 * Exact for sums of any size: a product that no double holds is worked out in `BigInt`.
 *
 * @param amount Minor units, an integer of zero or more
 * @param basisPoints Hundredths of a percent, an integer of zero or more: 1050 is 10.5 %
 * @returns Minor units
 * @throws {PerksError} `MONEY_INVALID` for negative or fractional input, or a result past what integers hold
 */
export function percentOf(amount: number, basisPoints: number): number {
  const rounded = natural(amount) * natural(basisPoints) + HALF;
  if (rounded <= Number.MAX_SAFE_INTEGER) return (rounded - (rounded % WHOLE)) / WHOLE;
  return natural(Number((BigInt(amount) * BigInt(basisPoints) + BigInt(HALF)) / BigInt(WHOLE)));
}
