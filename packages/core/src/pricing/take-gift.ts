import { natural } from '../money/natural.ts';
import { leftIn } from './left-in.ts';
import type { OpenSum } from './open-sum.ts';
import type { PricedGift, PriceStep } from './price.ts';
import type { GiftTender } from './priced-perks.ts';
import { takeStep } from './take-step.ts';

/**
 * Pays with a gift code: tender, so it comes last and pays for goods and delivery alike, up to what is due.
 *
 * @param sum Changed in place
 * @returns What the code pays, and what is left of it
 * @throws {PerksError} `MONEY_INVALID` for a negative or fractional value
 */
export function takeGift(sum: OpenSum, { label, value }: GiftTender): PricedGift {
  const base = leftIn(sum, 'due');
  const amount = Math.min(natural(value), base);
  const step: PriceStep = { kind: 'gift', label, base, amount, allocations: [] };
  if (amount < value) step.cappedBy = 'amountDue';
  takeStep(sum, 'due', step);
  return { amount, remainder: value - amount };
}
