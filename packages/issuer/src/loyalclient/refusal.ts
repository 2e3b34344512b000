import type { Context } from 'hono';

/** What is wrong with a request, by field, in the style of the documentation's three examples. */
export type FieldFaults = Record<string, string>;

/** Texts of the documentation. */
export const CLIENT_NOT_FOUND: FieldFaults = { client: 'Client not found.' };
export const POINT_NOT_FOUND: FieldFaults = { point: 'Point not found.' };

/** Text of the documentation, which omits "than". */
export function tooMuch(field: 'spend' | 'amount', most: number): FieldFaults {
  return { [field]: `${capitalised(field)} can't be more ${most}` };
}

/** Capitalises a field's name for a message in the same style. The documentation shows no message about a wrong type. */
export function capitalised(field: string): string {
  return field.charAt(0).toUpperCase() + field.slice(1);
}

/** Answers with a map of faults and 422, as documented for "all errors"; 401 for a wrong key is our assumption (D-L2). */
export function refuse(c: Context, faults: FieldFaults, status: 401 | 422 = 422): Response {
  return c.json(faults, status);
}

/** HTTP errors, which the documentation does not describe. */
const HTTP_REFUSALS = {
  jsonInvalid: [400, { body: 'Body is not valid JSON.' }],
  methodNotAllowed: [405, { method: 'Method not allowed.' }],
  bodyTooLarge: [413, { body: 'Body is too large.' }],
  internal: [500, { error: 'Internal error.' }],
} as const;

/** Answers with an HTTP error. */
export function refuseHttp(c: Context, refusal: keyof typeof HTTP_REFUSALS): Response {
  const [status, body] = HTTP_REFUSALS[refusal];
  return c.json(body, status);
}
