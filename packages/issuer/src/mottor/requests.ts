import { parseDecimal } from '@checkout-perks/core/money';
import { z } from 'zod';
import { isPromo, PROMO_DEFAULTS, type PromoFields } from './promo-fields.ts';

/** How `PUT` reads fields that are not sent: as they were, or as the document's defaults (D-M1). */
export type PutMode = 'merge' | 'replace';

/** Ids are positive integers. */
const id = z.int().positive();

/** A number of no more than two decimals, at least 0.01; read into hundredths, exactly. */
const hundredths = z.number().transform((number, context) => {
  try {
    // The roubles only stand for "two decimals"; Mottor knows no others.
    const amount = parseDecimal(number, 'RUB');
    if (amount >= 1) return amount;
  } catch {
    // Refused below.
  }
  context.addIssue({ code: 'custom' });
  return z.NEVER;
});

/** An ISO 8601 time; without an offset it is UTC, and a date alone is its midnight. */
const time = z
  .union([z.iso.datetime({ offset: true, local: true }), z.iso.date()])
  .transform((text) => {
    const isDate = !text.includes('T');
    const hasOffset = /(Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10));
    return Date.parse(isDate || hasOffset ? text : `${text}Z`);
  })
  .pipe(z.int())
  .nullable();

/** The fields of a promo, each as the document types it. Unknown ones are let pass: the samples send a `user_id`. */
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

/** What a request says of a promo. */
export type PromoChange = z.output<typeof promoChange>;

/** What a program writes for a promo that it creates: the document's fields, with all but the code at their defaults. */
export type PromoInput = z.input<typeof promoChange> & { code: string };

const siteBody = z.object({ site_id: id });
const siteQuery = z.object({
  site_id: z
    .string()
    .regex(/^\d{1,16}$/)
    .transform(Number)
    .pipe(id),
});

/** Reads the site of a new promo, or `undefined`. */
export function readSiteBody(json: unknown): number | undefined {
  return siteBody.safeParse(json).data?.site_id;
}

/** Reads the site of a list, or `undefined`. */
export function readSiteQuery(query: unknown): number | undefined {
  return siteQuery.safeParse(query).data?.site_id;
}

/** Reads an id out of a path, or `undefined`: what is no positive integer is the id of nothing. */
export function readPathId(text: string): number | undefined {
  const number = /^[1-9]\d{0,15}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}

/** Reads a change, or `undefined` when one of its fields is wrong. */
export function readChange(json: unknown): PromoChange | undefined {
  return promoChange.safeParse(json).data;
}

/** A whole promo out of what was sent and the defaults, or `undefined` when that is none. */
export function readPromo(json: unknown): PromoFields | undefined {
  const change = readChange(json);
  return change && completed(change, PROMO_DEFAULTS);
}

/** A whole promo out of a change and what it was, or `undefined` when the two do not go together. */
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
