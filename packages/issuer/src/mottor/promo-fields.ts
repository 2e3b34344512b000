import type { Selectable, Updateable } from 'kysely';
import type { IssuerTables } from '../schema/issuer-tables.ts';

/** A promo as stored. */
export type PromoRow = Selectable<IssuerTables['issuer_mottor_promos']>;

/** The eleven fields of a promo that its owner sets, with their documented names. */
export interface PromoFields {
  code: string;
  is_enabled: boolean;
  /** 2 discounts the goods, 3 the delivery. */
  bonus_type: 2 | 3;
  /** Hundredths of the currency or of a percent. */
  bonus_amount: number;
  bonus_amount_is_in_percentages: boolean;
  time_limit_is_enabled: boolean;
  /** ms since epoch. */
  d_on: number | null;
  /** ms since epoch; the first moment at which the promo is not valid any more. */
  d_off: number | null;
  quantity_limit_is_enabled: boolean;
  quantity_limit: number;
  personal_limit_is_enabled: boolean;
}

/** Documented defaults: a promo is disabled and worth 0.01. */
export const PROMO_DEFAULTS: Omit<PromoFields, 'code'> = {
  is_enabled: false,
  bonus_type: 2,
  bonus_amount: 1,
  bonus_amount_is_in_percentages: false,
  time_limit_is_enabled: false,
  d_on: null,
  d_off: null,
  quantity_limit_is_enabled: false,
  quantity_limit: 0,
  personal_limit_is_enabled: false,
};

/** Tells whether the fields are consistent: at most 100 %, and a start before the end (D-M8, D-M9). */
export function isPromo(fields: PromoFields): boolean {
  if (fields.bonus_amount_is_in_percentages && fields.bonus_amount > 100_00) return false;
  return fields.d_on === null || fields.d_off === null || fields.d_on < fields.d_off;
}

/** Converts fields to columns. */
export function toColumns(fields: PromoFields) {
  return {
    ...fields,
    code_key: codeKey(fields.code),
    is_enabled: Number(fields.is_enabled),
    bonus_amount_is_in_percentages: Number(fields.bonus_amount_is_in_percentages),
    time_limit_is_enabled: Number(fields.time_limit_is_enabled),
    quantity_limit_is_enabled: Number(fields.quantity_limit_is_enabled),
    personal_limit_is_enabled: Number(fields.personal_limit_is_enabled),
  } satisfies Updateable<IssuerTables['issuer_mottor_promos']>;
}

/** Converts a row to fields. */
export function toFields(row: PromoRow): PromoFields {
  return {
    code: row.code,
    is_enabled: row.is_enabled === 1,
    bonus_type: row.bonus_type === 3 ? 3 : 2,
    bonus_amount: row.bonus_amount,
    bonus_amount_is_in_percentages: row.bonus_amount_is_in_percentages === 1,
    time_limit_is_enabled: row.time_limit_is_enabled === 1,
    d_on: row.d_on,
    d_off: row.d_off,
    quantity_limit_is_enabled: row.quantity_limit_is_enabled === 1,
    quantity_limit: row.quantity_limit,
    personal_limit_is_enabled: row.personal_limit_is_enabled === 1,
  };
}

/** The key by which a site's codes are compared: case makes no difference (D-M4). */
export function codeKey(code: string): string {
  return code.toLowerCase();
}

/**
 * Tells whether a promo is valid at a moment: enabled, inside `[d_on, d_off)`, and not used up. A limit of 0 allows no use.
 * Personal limits are not checked, because a list is not about one person (`docs/providers.md`, D-M8 to D-M10).
 *
 * @param used How many uses count; uses that are not visible yet may be left out
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
