import type { PromoRow } from './promo-fields.ts';

/**
 * Tells whether a promo is good at a moment: enabled, inside `[d_on, d_off)`, and not used up. A limit of 0 leaves no use.
 * Who has used it is not asked, as a list knows of no person (`docs/providers.md`, D-M8 to D-M10).
 *
 * @param used How many uses count; those not shown yet may be left out
 * @param now ms since epoch
 */
export function isValid(promo: PromoRow, used: number, now: number): boolean {
  if (promo.is_enabled !== 1) return false;
  if (promo.time_limit_is_enabled === 1) {
    if (promo.d_on !== null && now < promo.d_on) return false;
    if (promo.d_off !== null && now >= promo.d_off) return false;
  }
  return promo.quantity_limit_is_enabled !== 1 || used < promo.quantity_limit;
}
