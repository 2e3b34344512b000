import { discountOn } from './discount-on.ts';
import { leftIn, type Scope } from './left-in.ts';
import type { OpenSum } from './open-sum.ts';
import type { PriceStep } from './price.ts';
import type { DiscountTerms } from './priced-perks.ts';
import { takeStep } from './take-step.ts';

/**
 * Takes a discount off what is left in its scope.
 *
 * @param sum Changed in place
 * @returns What it takes off, minor units
 * @throws {PerksError} `MONEY_INVALID` for a negative or fractional discount
 */
export function takeDiscount(
  sum: OpenSum,
  scope: Exclude<Scope, 'due'>,
  kind: PriceStep['kind'],
  label: string,
  discount: DiscountTerms,
): number {
  const base = leftIn(sum, scope);
  const { amount, isCapped } = discountOn(base, discount);
  const step: PriceStep = { kind, label, base, amount, allocations: [] };
  if (discount.kind === 'percent') {
    step.rate = discount.basisPoints;
    step.rounding = 'halfUp';
  }
  if (isCapped) step.cappedBy = scope === 'delivery' ? 'delivery' : 'goods';
  takeStep(sum, scope, step);
  return amount;
}
