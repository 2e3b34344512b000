import { parseDecimal } from '@checkout-perks/core/money';
import { z } from 'zod';
import type { InvalidField } from './refusal.ts';

/** The parsed value, or everything that is wrong with it. */
export type Read<T> = { ok: true; value: T } | { ok: false; invalid: InvalidField[] };

const YEAR = 365 * 24 * 3600;
/** Largest value of a code, in whole units of its currency. */
const LARGEST = 1_000_000;

/** Body of `POST /codes/generate`. Unknown fields are ignored, as FastAPI does; null counts as absent. */
export const generateBody = z.object({
  amount: z.number({ error: ({ input }) => (input === undefined ? undefined : 'decimal_type') }),
  currency_code: z.string().nullish(),
  name: z
    .string()
    .max(255)
    // PostgreSQL cannot store a NUL character in text.
    .refine((name) => !name.includes('\0'))
    .nullish(),
  expires_in_seconds: z
    .int()
    .min(60)
    .max(5 * YEAR)
    .nullish()
    .transform((seconds) => seconds ?? 15_552_000),
});

/** Body of `POST /codes/activate`. */
export const activateBody = z.object({ code: z.string(), site_id: z.guid().toLowerCase().nullish() });

/** Path of `GET /merchants/balance/{site_id}`. */
export const sitePath = z.object({ site_id: z.guid().toLowerCase() });

const queryNumber = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

/** Query of both lists. */
export const pageQuery = z.object({
  page: queryNumber.pipe(z.number().min(1)).default(1),
  size: queryNumber.pipe(z.number().min(1).max(100)).default(20),
});

/** Validates one part of a request. */
export function readPart<Schema extends z.ZodType>(
  part: 'body' | 'path' | 'query',
  schema: Schema,
  input: unknown,
): Read<z.output<Schema>> {
  const read = schema.safeParse(input, { error: toFaultType });
  if (read.success) return { ok: true, value: read.data };
  // The field names come from the schema, so the answer repeats nothing that was sent.
  const invalid = read.error.issues.map(({ path, message }) => invalidField([part, ...path.map(String)], message));
  return { ok: false, invalid };
}

/**
 * Converts the amount of a new code exactly to minor units.
 *
 * @param amount The JSON number, in whole units
 * @param currency The merchant's currency
 */
export function readAmount(amount: number, currency: string): Read<number> {
  const wrong = (type: FieldFault): Read<number> => ({ ok: false, invalid: [invalidField(['body', 'amount'], type)] });
  if (amount <= 0) return wrong('greater_than');
  if (amount > LARGEST) return wrong('less_than_equal');
  try {
    return { ok: true, value: parseDecimal(amount, currency) };
  } catch {
    return wrong('decimal_max_places');
  }
}

/** What can be wrong with a field, with Pydantic's names and texts. */
const FAULTS = {
  missing: 'Field required',
  model_attributes_type: 'Input should be a valid dictionary or object to extract fields from',
  value_error: 'Value error',
  string_type: 'Input should be a valid string',
  string_too_long: 'String is too long',
  decimal_type: 'Input should be a valid decimal',
  decimal_max_places: 'Decimal input has too many decimal places',
  int_type: 'Input should be a valid integer',
  int_parsing: 'Input should be a valid integer, unable to parse string as an integer',
  uuid_parsing: 'Input should be a valid UUID',
  greater_than: 'Input should be greater than 0',
  greater_than_equal: 'Input is too small',
  less_than_equal: 'Input is too large',
  literal_error: 'Input should be the currency of the site',
} as const;

type FieldFault = keyof typeof FAULTS;

/** Creates one entry of the list of invalid fields. */
export function invalidField(loc: string[], type: string): InvalidField {
  const msg = Object.hasOwn(FAULTS, type) ? FAULTS[type as FieldFault] : FAULTS.value_error;
  return { loc, msg, type };
}

type Issue = Parameters<z.core.$ZodErrorMap>[0];

/** Replaces zod's message by the type of the fault. */
function toFaultType(issue: Issue): FieldFault {
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined) return 'missing';
    switch (issue.expected) {
      case 'string':
        return 'string_type';
      case 'int':
      case 'number':
        return 'int_type';
      case 'object':
        return 'model_attributes_type';
    }
  }
  if (issue.code === 'too_small') return 'greater_than_equal';
  if (issue.code === 'too_big') return issue.origin === 'string' ? 'string_too_long' : 'less_than_equal';
  if (issue.code === 'invalid_format') return issue.format === 'regex' ? 'int_parsing' : 'uuid_parsing';
  return 'value_error';
}
