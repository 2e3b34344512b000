import { PerksError } from '../errors/perks-error.ts';
import { natural } from '../money/natural.ts';
import { leftIn } from './left-in.ts';
import type { OpenSum } from './open-sum.ts';
import type { PricedPoints, PriceStep } from './price.ts';
import type { PointsTerms } from './priced-perks.ts';
import { takeStep } from './take-step.ts';

/**
 * Pays with points for the goods that loyalty can act on: no more than the provider allows, and only whole points, so
 * that less than one point's worth of the goods stays to be paid.
 *
 * @param sum Changed in place
 * @returns The points spent, and what they take off
 * @throws {PerksError} `MONEY_INVALID` for a negative or fractional number, or points that are worth nothing
 */
export function takePoints(sum: OpenSum, { label, spend, max, pointValue }: PointsTerms): PricedPoints {
  if (natural(pointValue) === 0) throw new PerksError('MONEY_INVALID');
  const base = leftIn(sum, 'pointsGoods');
  const allowed = natural(max);
  const fitting = (base - (base % pointValue)) / pointValue;
  const wanted = spend === 'max' ? Number.POSITIVE_INFINITY : natural(spend);
  const points = Math.min(wanted, allowed, fitting);
  const amount = points * pointValue;

  const step: PriceStep = { kind: 'points', label, base, points, amount, allocations: [] };
  if (points < wanted) step.cappedBy = points === allowed ? 'maxSpend' : 'goods';
  takeStep(sum, 'pointsGoods', step);
  return { spend: points, amount };
}
