import { z } from 'zod';
import { tolerant } from '../tolerant.ts';

/**
 * Mottor's promo API as the provider documents it (`docs/providers.md`), read with tolerance: fields that we do not use are
 * ignored and a missing field counts as null. Sums stay raw, because their decimals can only be read with their currency.
 */

/** Stands for a value that is there but cannot be read; one odd promo must not hide all the others of its list. */
export const UNREADABLE = Symbol('unreadable');

function lenient<Schema extends z.ZodType>(schema: Schema) {
  return z.union([schema.nullish(), z.unknown().transform((): typeof UNREADABLE => UNREADABLE)]);
}

/** The eleven fields of a promo, as create, get and change answer them: without an id. */
export const promoWire = z.object({
  code: tolerant.id,
  is_enabled: lenient(tolerant.flag),
  bonus_type: lenient(z.union([z.number(), z.string()])),
  bonus_amount: lenient(tolerant.decimal),
  bonus_amount_is_in_percentages: lenient(tolerant.flag),
  time_limit_is_enabled: lenient(tolerant.flag),
  d_on: lenient(tolerant.text),
  d_off: lenient(tolerant.text),
  quantity_limit_is_enabled: lenient(tolerant.flag),
  quantity_limit: lenient(tolerant.integer.pipe(z.int().nonnegative())),
  personal_limit_is_enabled: lenient(tolerant.flag),
});

/** The same eleven as a request sends them: all of them, always, and none that is not readable. */
export const promoBodyWire = z.object({
  code: z.string(),
  is_enabled: z.boolean(),
  bonus_type: z.union([z.number(), z.string()]),
  bonus_amount: tolerant.number,
  bonus_amount_is_in_percentages: z.boolean(),
  time_limit_is_enabled: z.boolean(),
  d_on: z.string().nullable(),
  d_off: z.string().nullable(),
  quantity_limit_is_enabled: z.boolean(),
  quantity_limit: z.int(),
  personal_limit_is_enabled: z.boolean(),
});

export const listedPromoWire = promoWire.extend({
  id: tolerant.integer,
  pos: tolerant.integer.nullish().catch(undefined),
  promo_used_count: lenient(tolerant.integer.pipe(z.int().nonnegative())),
  is_valid: lenient(tolerant.flag),
});

export const promosWire = z.array(listedPromoWire);

/** Create documents no id in its answer; where one is, it is taken. */
export const createdWire = z.object({ id: tolerant.integer.pipe(z.int().positive()) });

export const statisticsWire = z.array(
  z.object({
    id: tolerant.integer,
    promo_id: tolerant.integer.nullish(),
    lead_id: tolerant.integer.nullish(),
    bonus_type_id: z.union([z.number(), z.string()]).nullish(),
    bonus_amount: tolerant.decimal.nullish(),
    bonus_amount_is_in_percentages: tolerant.flag.nullish(),
    order_price: tolerant.decimal.nullish(),
    order_quantity: tolerant.number.nullish(),
    discount_amount: tolerant.decimal,
    promo: z.object({ code: tolerant.id.nullish() }).nullish(),
    d_lead_created: tolerant.text.nullish(),
    currency: tolerant.text.nullish(),
  }),
);

export type PromoWire = z.output<typeof promoWire>;
export type PromoBody = z.output<typeof promoBodyWire>;
export type ListedPromoWire = z.output<typeof listedPromoWire>;
export type StatisticsWire = z.output<typeof statisticsWire>;
