import type { ErrorCode } from '../../errors/codes.ts';
import { PerksError } from '../../errors/perks-error.ts';
import type { ProviderAnswer } from '../provider-http.ts';
import { successWire } from './wire.ts';

/** What a complaint about a field means. `amount` counts money in some calls and points in another. */
const FIELDS = {
  apikey: 'PROVIDER_AUTH',
  spend: 'POINTS_EXCEEDED',
  client: 'MEMBER_NOT_FOUND',
  // The point is ours to set, never the shopper's.
  point: 'CONFIGURATION',
  amount: 'INVALID_REQUEST',
  hold: 'POINTS_HOLD_NOT_FOUND',
  duration: 'INVALID_REQUEST',
} as const satisfies Record<string, ErrorCode>;

type Field = keyof typeof FIELDS;

/** What complaints about some fields mean in one call, instead of what they mean in all. */
export type RefusalCodes = Partial<Record<Field, ErrorCode>>;

/** In which order they are looked for, when there are several. */
const ORDER: readonly Field[] = ['apikey', 'spend', 'client', 'point', 'amount', 'hold', 'duration'];

const STATUSES: Readonly<Record<number, ErrorCode>> = {
  401: 'PROVIDER_AUTH',
  403: 'PROVIDER_AUTH',
  429: 'PROVIDER_RATE_LIMITED',
};

/**
 * Tells whether an answer is a refusal, and which. The document has all errors at 422 with a map of field to text; a
 * `success` that is not true is a refusal at a 2xx also. The texts are for people: only the number in "can't be more 100" is
 * taken, as a hint.
 *
 * @returns The error to throw, with the outcome that it gives a write; `undefined` when the answer is none
 */
export function refusalOf(
  { status, json, retryAfter }: ProviderAnswer,
  codes: RefusalCodes = {},
): PerksError | undefined {
  const body = isMap(json) ? json : {};
  const field = ORDER.find((name) => Object.hasOwn(body, name) && isText(body[name]));
  if (status < 400) {
    const read = successWire.safeParse(json);
    if (read.success && read.data.success) return undefined;
    // An answer that says neither yes nor no.
    if (!read.success && field === undefined)
      return new PerksError('PROVIDER_PROTOCOL', { outcome: 'unknown', details: { status } });
  }

  const byField = field === undefined ? undefined : { ...FIELDS, ...codes }[field];
  const code = STATUSES[status] ?? byField ?? 'PROVIDER_REFUSED';
  const max = code === 'POINTS_EXCEEDED' && field ? mostOf(body[field]) : undefined;
  return new PerksError(code, {
    outcome: 'notApplied',
    retryAfter,
    details: {
      status,
      ...(field === undefined ? {} : { path: field }),
      ...(code === 'CONFIGURATION' ? { option: 'point' } : {}),
      ...(max === undefined ? {} : { max }),
    },
  });
}

function isMap(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** A complaint is a text, or a list of them; the same names hold objects in answers. */
function isText(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && typeof value[0] === 'string');
}

/** The provider's own limit in whole points, as its text has it. */
function mostOf(complaint: unknown): number | undefined {
  const text = Array.isArray(complaint) ? complaint[0] : complaint;
  const match = /can't be more (?:than )?(\d{1,15})(?:\.\d+)?\b/i.exec(String(text));
  return match ? Number(match[1]) : undefined;
}
