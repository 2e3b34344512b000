import type { RejectionReason } from '@checkout-perks/core/perks';
import { type Promo, type PromoPhase, phaseOf } from '@checkout-perks/core/providers';

/** A promo that can be applied: what it lowers is known. */
export type GoodPromo = Promo & { target: 'goods' | 'delivery' };

const REASONS: Readonly<Record<Exclude<PromoPhase, 'live'>, RejectionReason>> = {
  disabled: 'discount_code_invalid',
  scheduled: 'discount_code_not_started',
  ended: 'discount_code_expired',
  exhausted: 'discount_code_exhausted',
};

/**
 * Tells why a promo cannot be used now. Its own dates and limit decide, also over an older word of the provider's that it is
 * good; and a promo that is within them is still refused where the provider calls it bad for a reason of its own.
 *
 * @param listedAt When the provider said what it says, ms since epoch
 * @param now ms since epoch
 * @returns Nothing when it can be used
 */
export function judgePromo(promo: GoodPromo, listedAt: number, now: number): RejectionReason | undefined {
  const phase = phaseOf(promo, now);
  if (phase !== 'live') return REASONS[phase];
  // Not good then only because it had not begun yet.
  const isExplained = phaseOf(promo, listedAt) !== 'live';
  return promo.valid || isExplained ? undefined : 'discount_code_invalid';
}

/** Tells whether what a promo takes off can be worked out. */
export function isGood(promo: Promo): promo is GoodPromo {
  const { discount } = promo;
  const size = discount.kind === 'percent' ? discount.basisPoints : discount.amount;
  return promo.target !== 'unknown' && Number.isSafeInteger(size) && size >= 0;
}
