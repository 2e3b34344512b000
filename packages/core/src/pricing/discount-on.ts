import { natural } from '../money/natural.ts';
import { percentOf } from '../money/percent-of.ts';
import type { DiscountTerms } from './priced-perks.ts';

const WHOLE = 10_000;

/** What a discount takes off a sum. */
export interface DiscountOn {
  /** Minor units. */
  amount: number;
  /** Whether it would have taken more, had there been more. */
  isCapped: boolean;
}

/**
 * Works a discount out: a percentage is rounded once, half up, and nothing takes more than there is.
 *
 * @param base What it is taken off, minor units
 * @param discount What it should take
 * @throws {PerksError} `MONEY_INVALID` for a negative or fractional discount
 */
export function discountOn(base: number, discount: DiscountTerms): DiscountOn {
  if (discount.kind === 'fixed') {
    return { amount: Math.min(natural(discount.amount), base), isCapped: discount.amount > base };
  }
  const rate = natural(discount.basisPoints);
  return { amount: percentOf(base, Math.min(rate, WHOLE)), isCapped: rate > WHOLE };
}
