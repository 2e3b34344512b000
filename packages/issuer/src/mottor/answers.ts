import { toDecimalNumber } from '@checkout-perks/core/money';
import type { StatisticRow } from './list-statistics.ts';
import { isValid, type PromoFields, type PromoRow, toFields } from './promo-fields.ts';

/** Answer of create, get and change: the eleven documented fields, without id and site. */
export function promoAnswer(fields: PromoFields) {
  return {
    code: fields.code,
    is_enabled: fields.is_enabled,
    bonus_type: fields.bonus_type,
    bonus_amount: toDecimal(fields.bonus_amount),
    bonus_amount_is_in_percentages: fields.bonus_amount_is_in_percentages,
    time_limit_is_enabled: fields.time_limit_is_enabled,
    d_on: isoTime(fields.d_on),
    d_off: isoTime(fields.d_off),
    quantity_limit_is_enabled: fields.quantity_limit_is_enabled,
    quantity_limit: fields.quantity_limit,
    personal_limit_is_enabled: fields.personal_limit_is_enabled,
  };
}

/** One promo of `GET /promo`: it has an id, a place, a count and a validity, and lacks `personal_limit_is_enabled`. */
export function listedAnswer(row: PromoRow, used: number, now: number) {
  const { code, personal_limit_is_enabled: _, ...fields } = promoAnswer(toFields(row));
  return { id: row.id, code, pos: row.pos, ...fields, promo_used_count: used, is_valid: isValid(row, used, now) };
}

/** One use in `GET /promo/{promo_id}/statistics`. The type is called `bonus_type_id` here, and the flag is 0 or 1. */
export function statisticAnswer(row: StatisticRow) {
  return {
    id: row.statistic_id,
    promo_id: row.promo_id,
    lead_id: row.id,
    bonus_type_id: row.bonus_type,
    bonus_amount: toDecimal(row.bonus_amount),
    bonus_amount_is_in_percentages: row.bonus_amount_is_in_percentages,
    order_price: toDecimalNumber(row.order_price, row.currency),
    order_quantity: row.order_quantity,
    discount_amount: toDecimalNumber(row.discount_amount, row.currency),
    promo: { code: row.code },
    d_lead_created: isoTime(row.created_at),
    currency: row.currency,
  };
}

/** Dividing two integers gives the double nearest to the decimal, so the JSON number is exact. */
function toDecimal(hundredths: number): number {
  return hundredths / 100;
}

/** The document writes times in milliseconds with a Z. */
function isoTime(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
