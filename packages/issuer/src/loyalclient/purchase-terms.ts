import type { Member } from './find-member.ts';
import type { PointRow } from './find-program.ts';
import type { PointsScale } from './requests.ts';

/**
 * How hold ids in a request change the balance. The documentation only says that they are "taken into account" (D-L3).
 * `addBack`: the balance excludes all held points, and the named holds are added back. `subtract`: the balance includes all
 * held points, and the named holds are subtracted.
 */
export type HoldReading = 'addBack' | 'subtract';

/** The terms of a possible purchase, in hundredths. */
export interface PurchaseTerms {
  percent: number;
  /** The most points that it can spend. */
  maxSpend: number;
  /** The points that it earns if none are spent. */
  earn: number;
  /** The amount to pay if no points are spent. */
  total: number;
}

/** The points that a member can spend, in hundredths; always 0 on a discount level. */
export function spendable(member: Member, reading: HoldReading): number {
  if (member.type === 'discount') return 0;
  const owned = member.balance - member.pending;
  return Math.max(0, reading === 'addBack' ? owned - member.held + member.named : owned - member.named);
}

/**
 * Calculates the terms of a purchase. On a cashback level one point pays one unit of money, up to the level's share of the
 * purchase, and the purchase earns a percentage as points; both are rounded down. On a discount level the price is lowered
 * and rounded half up.
 *
 * @param amount Hundredths of the currency
 */
export function purchaseTerms(
  member: Member,
  point: PointRow,
  amount: number,
  { reading, scale }: { reading: HoldReading; scale: PointsScale },
): PurchaseTerms {
  // A point of sale may have its own percentage: "can differ from the level's percent".
  const percent = point.percent ?? member.percent;
  if (member.type === 'discount') {
    return { percent, maxSpend: 0, earn: 0, total: Math.floor((amount * (100_00 - percent) + 50_00) / 100_00) };
  }
  const share = Math.floor((amount * (member.max_spend_percent ?? 100_00)) / 100_00);
  return {
    percent,
    maxSpend: roundDown(Math.min(spendable(member, reading), share), scale),
    earn: roundDown(Math.floor((amount * percent) / 100_00), scale),
    total: amount,
  };
}

/** Rounds down to whole points (scale 0) or to hundredths of a point (scale 2). */
export function roundDown(points: number, scale: PointsScale): number {
  return scale === 2 ? points : points - (points % 100);
}
