import type { Member } from './find-member.ts';
import type { PointRow } from './find-point.ts';
import type { PointsScale } from './requests.ts';

/**
 * What ids of holds do to a balance. The document only says that they are "taken into account": either the balance is
 * without all held points and the named ones are added back, or it is with them and the named ones are taken off (D-L3).
 */
export type HoldReading = 'addBack' | 'subtract';

/** What a purchase would mean; all in hundredths. */
export interface PurchaseTerms {
  percent: number;
  /** The most points that it can take. */
  maxSpend: number;
  /** The points that it brings when none are spent. */
  earn: number;
  /** What is left to pay when none are spent. */
  total: number;
}

/** The points that a member can spend, in hundredths; none on a discount level, whatever the books say. */
export function spendable(member: Member, reading: HoldReading): number {
  if (member.type === 'discount') return 0;
  const owned = member.balance - member.pending;
  return Math.max(0, reading === 'addBack' ? owned - member.held + member.named : owned - member.named);
}

/**
 * Prices a purchase. On a cashback level a point pays one whole unit of money, up to the level's share of the purchase, and
 * a share of the sum comes back as points; both are rounded down. On a discount level the sum is lowered, rounded half up.
 *
 * @param amount Hundredths of the currency
 */
export function purchaseTerms(
  member: Member,
  point: PointRow,
  amount: number,
  { reading, scale }: { reading: HoldReading; scale: PointsScale },
): PurchaseTerms {
  // A point of sale may have its own rate: "can differ from the level's percent".
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

/** Down to whole points, or to hundredths of one. */
export function roundDown(points: number, scale: PointsScale): number {
  return scale === 2 ? points : points - (points % 100);
}
