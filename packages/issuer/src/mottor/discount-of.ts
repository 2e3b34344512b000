import { minorDigits } from '@checkout-perks/core/money';
import type { PromoRow } from './promo-fields.ts';

/** What an order costs before any discount, minor units. */
export interface OrderPrice {
  goods: number;
  delivery: number;
}

/**
 * What a promo takes off an order, minor units: rounded half up, and never more than what it applies to, which is the goods
 * or the delivery (D-M11).
 */
export function discountOf(promo: PromoRow, { goods, delivery }: OrderPrice, currency: string): number {
  const base = promo.bonus_type === 3 ? delivery : goods;
  if (promo.bonus_amount_is_in_percentages === 1) {
    // Doubled, so that adding one before halving rounds the half up.
    return Number((BigInt(base) * BigInt(promo.bonus_amount) * 2n + 100_00n) / 200_00n);
  }
  // Hundredths, in a currency that may have none.
  return Math.min(base, Math.round(promo.bonus_amount * 10 ** (minorDigits(currency) - 2)));
}
