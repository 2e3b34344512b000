import type { ErrorCode } from '../../errors/codes.ts';
import { PerksError } from '../../errors/perks-error.ts';
import type { ProviderAnswer } from '../provider-http.ts';

/**
 * Mottor's own error numbers, as far as they are known; 30 and 40 stand in the promo document, the others elsewhere in the
 * provider's documentation. Mottor says "forbidden" both of what is another's and of what never was, so 30 and 40 read the
 * same here; `details.error` tells them apart. 0 is "unknown error" and left to the status.
 */
const NUMBERS: Readonly<Record<number, ErrorCode>> = {
  1: 'PROVIDER_AUTH', // The account has no tariff.
  2: 'PROVIDER_REFUSED', // Limit of sites.
  3: 'PROVIDER_REFUSED', // Limit of domains.
  4: 'PROVIDER_REFUSED', // Limit of pages.
  8: 'PROVIDER_AUTH', // May not edit this site.
  10: 'INVALID_REQUEST', // The data are invalid.
  12: 'PROVIDER_REFUSED', // No such domain.
  13: 'PROVIDER_REFUSED', // The domain is taken.
  15: 'PROVIDER_AUTH', // May not edit this page.
  16: 'PROVIDER_REFUSED', // The site is not published.
  17: 'PROVIDER_AUTH', // No such user.
  18: 'PROVIDER_FUNDS', // A certificate must be paid.
  19: 'PROVIDER_REFUSED', // A certificate could not be made.
  20: 'PROVIDER_REFUSED', // No such certificate.
  21: 'PROVIDER_REFUSED', // The domain belongs to another site.
  23: 'PROVIDER_REFUSED', // No such delivery.
  24: 'PROVIDER_AUTH', // No access.
  30: 'PROMO_NOT_FOUND', // May not view this site.
  40: 'PROMO_NOT_FOUND', // May not view this promo.
};

/** For numbers that we do not know, and for answers without one. A 404 to a call about a promo is about that promo. */
const STATUSES: Readonly<Record<number, ErrorCode>> = {
  400: 'INVALID_REQUEST',
  401: 'PROVIDER_AUTH',
  402: 'PROVIDER_FUNDS',
  403: 'PROVIDER_AUTH',
  409: 'PROMO_CODE_TAKEN',
  422: 'INVALID_REQUEST',
  429: 'PROVIDER_RATE_LIMITED',
};

const PLAIN = new Set([401, 409, 429]);

/**
 * Tells whether an answer is a refusal, and which. Mottor's error body is `{title, error, code}`, where `code` is the HTTP
 * status as a number; a promo's `code` is a text. Such a body is a refusal at a 2xx also.
 *
 * @param about What the call is about
 * @returns The error to throw, with the outcome that it gives a write; `undefined` when the answer is none
 */
export function refusalOf(
  { status, json, retryAfter }: ProviderAnswer,
  about: 'site' | 'promo',
): PerksError | undefined {
  const body = errorBodyOf(json);
  if (status < 400 && !body) return undefined;

  const told = status < 400 && body ? body.code : status;
  const details = { status, ...(body?.error === undefined ? {} : { error: body.error }) };
  if (told >= 500) return new PerksError('PROVIDER_UNAVAILABLE', { outcome: 'unknown', retryAfter, details });
  // These say what they mean, whatever the number; beyond them the number says more than the status.
  const byNumber = PLAIN.has(told) || body?.error === undefined ? undefined : NUMBERS[body.error];
  const byStatus = told === 404 && about === 'promo' ? 'PROMO_NOT_FOUND' : STATUSES[told];
  const code = byNumber ?? byStatus ?? 'PROVIDER_REFUSED';
  return new PerksError(code, { outcome: 'notApplied', retryAfter, details });
}

function errorBodyOf(json: unknown): { code: number; error: number | undefined } | undefined {
  if (typeof json !== 'object' || json === null || !('title' in json && 'code' in json)) return undefined;
  if (typeof json.code !== 'number') return undefined;
  const error = 'error' in json ? Number(json.error) : Number.NaN;
  return { code: json.code, error: Number.isSafeInteger(error) ? error : undefined };
}
