import { parseDecimal } from '../../money/parse-decimal.ts';
import { parseBasisPoints } from '../parse-basis-points.ts';
import { readTime } from '../read-time.ts';
import { bonusTypeOf, type MottorPromo } from './mottor-promo.ts';
import type { StatisticsWire } from './wire.ts';

/** One use of a promo, as Mottor's own checkout recorded it. Sums in minor units. */
export interface MottorStatistic {
  id: number;
  promoId?: number;
  leadId?: number;
  code?: string;
  /** What the promo lowered at the time. */
  bonusType: MottorPromo['bonusType'];
  /** Minor units, or hundredths of a percent where `bonusAmountIsInPercentages`. */
  bonusAmount?: number;
  bonusAmountIsInPercentages: boolean;
  orderPrice?: number;
  orderQuantity?: number;
  discountAmount: number;
  currency: string;
  /** ms since epoch. */
  createdAt?: number;
}

/**
 * Reads one line of a promo's statistics.
 *
 * @param siteCurrency The currency of a line whose own is no ISO 4217 code
 * @throws {PerksError} `MONEY_INVALID` for a sum that is no money: a use that is left out would count for none
 */
export function mottorStatisticOf(wire: StatisticsWire[number], siteCurrency: string): MottorStatistic {
  const currency = /^[A-Z]{3}$/i.test(wire.currency ?? '') ? (wire.currency ?? '').toUpperCase() : siteCurrency;
  const inPercent = wire.bonus_amount_is_in_percentages ?? false;
  const { promo_id, lead_id, bonus_amount, order_price, order_quantity, promo, d_lead_created } = wire;
  const createdAt = d_lead_created ? readTime(d_lead_created) : undefined;
  return {
    id: wire.id,
    ...(promo_id == null ? {} : { promoId: promo_id }),
    ...(lead_id == null ? {} : { leadId: lead_id }),
    ...(promo?.code ? { code: promo.code } : {}),
    bonusType: bonusTypeOf(wire.bonus_type_id),
    ...(bonus_amount == null
      ? {}
      : { bonusAmount: inPercent ? parseBasisPoints(bonus_amount) : parseDecimal(bonus_amount, currency) }),
    bonusAmountIsInPercentages: inPercent,
    ...(order_price == null ? {} : { orderPrice: parseDecimal(order_price, currency) }),
    ...(order_quantity == null ? {} : { orderQuantity: order_quantity }),
    discountAmount: parseDecimal(wire.discount_amount, currency),
    currency,
    ...(createdAt === undefined ? {} : { createdAt }),
  };
}
