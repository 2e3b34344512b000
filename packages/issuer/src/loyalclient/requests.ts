import { parseDecimal } from '@checkout-perks/core/money';
import { z } from 'zod';
import { capitalised, type FieldFaults } from './refusal.ts';

/** How many decimals points have. */
export type PointsScale = 0 | 2;

/** The parsed value, or everything that is wrong with it. */
export type Read<T> = { ok: true; value: T } | { ok: false; faults: FieldFaults };

/** Largest purchase and largest number of points, in hundredths: a percentage of it is still exact. */
const LARGEST = 1_000_000_000_00;

/** PostgreSQL cannot store a NUL character in text. */
const text = z
  .string()
  .min(1)
  .max(256)
  .refine((id) => !id.includes('\0'), 'must be a text');

const NO_IDS = 'must be an array of ids';

const holds = z
  .array(text, { error: ({ code }) => (code === 'invalid_type' ? NO_IDS : undefined) })
  .max(100)
  .nullish()
  .transform((ids) => ids ?? []);

/** An amount of money with up to two decimals, converted exactly to hundredths. */
const money = hundredths(2, 0);

/** Body of `POST /client`. */
export const clientBody = z.object({ search: text, point: text, hold: holds });

/** Body of `POST /recalc`. */
export const recalcBody = z.object({ client: text, point: text, amount: money, hold: holds });

/** Body of `POST /bonuses/hold`. */
export const holdBody = (scale: PointsScale) =>
  z.object({
    client: text,
    point: text,
    amount: hundredths(scale, scale === 0 ? 100 : 1),
    duration: z
      .int('must be an integer')
      .min(1, "can't be less 1")
      .max(30, "can't be more 30")
      .nullish()
      .transform((minutes) => minutes ?? 10),
  });

/** Body of `POST /bonuses/release`. */
export const releaseBody = z.object({ id: text });

/** Body of `POST /retail`. */
export const retailBody = (scale: PointsScale) =>
  z.object({ client: text, point: text, amount: money, spend: hundredths(scale, 0), hold: holds });

/** Validates a body. Faults never repeat what was sent. */
export function readBody<Schema extends z.ZodType>(schema: Schema, json: unknown): Read<z.output<Schema>> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return { ok: false, faults: { body: 'Body must be an object.' } };
  }
  const read = schema.safeParse(json, { error: toMessage });
  if (read.success) return { ok: true, value: read.data };
  const faults: FieldFaults = {};
  for (const issue of read.error.issues) {
    const field = String(issue.path[0]);
    const message = issue.path.length > 1 ? NO_IDS : issue.message;
    // The map has one message per field, so only the first fault of a list is reported.
    faults[field] ??= `${capitalised(field)} ${message}${/\d$/.test(message) ? '' : '.'}`;
  }
  return { ok: false, faults };
}

/** A JSON number with at most `places` decimals, at least `least` hundredths, converted to hundredths. */
function hundredths(places: 0 | 2, least: number) {
  return z.number().transform((number, context) => {
    const refuse = (message: string) => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    let amount: number;
    try {
      // RUB is used only because it has two decimals.
      amount = parseDecimal(number, 'RUB');
    } catch {
      return refuse(number > 1e12 ? `can't be more ${LARGEST / 100}` : decimals(places));
    }
    if (amount % 10 ** (2 - places) !== 0) return refuse(decimals(places));
    if (amount < least) return refuse(`can't be less ${least / 100}`);
    if (amount > LARGEST) return refuse(`can't be more ${LARGEST / 100}`);
    return amount;
  });
}

function decimals(places: 0 | 2): string {
  return places === 0 ? 'must be an integer' : "can't have more than two decimals";
}

type Issue = Parameters<z.core.$ZodErrorMap>[0];

/** Messages for the issues that the schemas above do not name. */
function toMessage(issue: Issue): string {
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'is required';
  if (issue.code === 'invalid_type' && issue.expected === 'number') return 'must be a number';
  if (issue.code === 'too_small' && issue.origin === 'string') return 'is required';
  if (issue.code === 'too_big' && issue.origin === 'array') return 'has too many ids';
  return issue.code === 'too_big' ? 'is too long' : 'must be a text';
}
