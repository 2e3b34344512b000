import { parseDecimal } from '@checkout-perks/core/money';
import { z } from 'zod';
import { isPromo, PROMO_DEFAULTS, type PromoFields } from './promo-fields.ts';

/** How `PUT` treats fields that are not sent: it keeps them, or sets the documented defaults (D-M1). */
export type PutMode = 'merge' | 'replace';

/** Ids are positive integers. */
const id = z.int().positive();

/** A number with at most two decimals, at least 0.01, converted exactly to hundredths. */
const hundredths = z.number().transform((number, context) => {
  try {
    // RUB is used only because it has two decimals, like every amount of Mottor.
    const amount = parseDecimal(number, 'RUB');
    if (amount >= 1) return amount;
  } catch {
    // Refused below.
  }
  context.addIssue({ code: 'custom' });
  return z.NEVER;
});

/** An ISO 8601 time. Without an offset it is UTC; a date without a time is midnight. */
const time = z
  .union([z.iso.datetime({ offset: true, local: true }), z.iso.date()])
  .transform((text) => {
    const isDate = !text.includes('T');
    const hasOffset = /(Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10));
    return Date.parse(isDate || hasOffset ? text : `${text}Z`);
  })
  .pipe(z.int())
  .nullable();

/** The fields of a promo with their documented types. Unknown fields are ignored: the samples send a `user_id`. */
const promoChange = z.object({
  code: z
    .string()
    .regex(/^[A-Za-z0-9]{2,15}$/)
    .optional(),
  is_enabled: z.boolean().optional(),
  bonus_type: z.literal([2, 3]).optional(),
  bonus_amount: hundredths.optional(),
  bonus_amount_is_in_percentages: z.boolean().optional(),
  time_limit_is_enabled: z.boolean().optional(),
  d_on: time.optional(),
  d_off: time.optional(),
  quantity_limit_is_enabled: z.boolean().optional(),
  quantity_limit: z.int().nonnegative().optional(),
  personal_limit_is_enabled: z.boolean().optional(),
});

/** The fields that a request sets. */
export type PromoChange = z.output<typeof promoChange>;

/** A promo to create: the documented fields, of which only the code is required. */
export type PromoInput = z.input<typeof promoChange> & { code: string };

const siteBody = z.object({ site_id: id });
const siteQuery = z.object({
  site_id: z
    .string()
    .regex(/^\d{1,16}$/)
    .transform(Number)
    .pipe(id),
});

/** Reads the site of a new promo; `undefined` if it is missing or wrong. */
export function readSiteBody(json: unknown): number | undefined {
  return siteBody.safeParse(json).data?.site_id;
}

/** Reads the site of a list; `undefined` if it is missing or wrong. */
export function readSiteQuery(query: unknown): number | undefined {
  return siteQuery.safeParse(query).data?.site_id;
}

/** Reads an id from a path; `undefined` if it is not a positive integer. */
export function readPathId(text: string): number | undefined {
  const number = /^[1-9]\d{0,15}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}

/** Reads a change; `undefined` if one of its fields is wrong. */
export function readChange(json: unknown): PromoChange | undefined {
  return promoChange.safeParse(json).data;
}

/** Completes what was sent with the defaults; `undefined` if the result is not a valid promo. */
export function readPromo(json: unknown): PromoFields | undefined {
  const change = readChange(json);
  return change && completed(change, PROMO_DEFAULTS);
}

/** Applies a change to a promo; `undefined` if the result is not a valid promo. */
export function changedPromo(change: PromoChange, before: PromoFields, putMode: PutMode): PromoFields | undefined {
  return completed(change, putMode === 'merge' ? before : PROMO_DEFAULTS);
}

function completed(change: PromoChange, rest: Omit<PromoFields, 'code'> & { code?: string }): PromoFields | undefined {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const fields: Omit<PromoFields, 'code'> & { code?: string } = { ...rest, ...given };
  const { code } = fields;
  if (code === undefined) return undefined;
  const whole = { ...fields, code };
  return isPromo(whole) ? whole : undefined;
}
