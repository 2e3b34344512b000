import type { Context } from 'hono';

/** What is wrong with a request, by field, in the manner of the document's three examples. */
export type FieldFaults = Record<string, string>;

/** The document's own words. */
export const CLIENT_NOT_FOUND: FieldFaults = { client: 'Client not found.' };
export const POINT_NOT_FOUND: FieldFaults = { point: 'Point not found.' };

/** The document's own words, without a "than". */
export function tooMuch(field: 'spend' | 'amount', most: number): FieldFaults {
  return { [field]: `${capitalised(field)} can't be more ${most}` };
}

/** In the same manner: the document shows no fault of form. */
export function capitalised(field: string): string {
  return field.charAt(0).toUpperCase() + field.slice(1);
}

/** Answers a map of faults with 422, the status of "all errors"; 401 is our assumption for a wrong key (D-L2). */
export function refuse(c: Context, faults: FieldFaults, status: 401 | 422 = 422): Response {
  return c.json(faults, status);
}

/** Refusals that the document has no word for, because they are of HTTP and not of the loyalty programme. */
const HTTP_REFUSALS = {
  jsonInvalid: [400, { body: 'Body is not valid JSON.' }],
  methodNotAllowed: [405, { method: 'Method not allowed.' }],
  bodyTooLarge: [413, { body: 'Body is too large.' }],
  internal: [500, { error: 'Internal error.' }],
} as const;

/** Answers a refusal of HTTP. */
export function refuseHttp(c: Context, refusal: keyof typeof HTTP_REFUSALS): Response {
  const [status, body] = HTTP_REFUSALS[refusal];
  return c.json(body, status);
}
