import type { Context } from 'hono';

/**
 * Every refusal of Mottor, as `[HTTP status, error number, title]`. 30 and 40 are in the promo documentation; 0 and 10 are
 * elsewhere in the provider's documentation. The rest is our assumption (`docs/providers.md`, D-M4 to D-M6).
 */
const REFUSALS = {
  dataInvalid: [400, 10, 'file or data is invalid'],
  unauthorized: [401, 0, 'unauthorized'],
  siteForeign: [403, 30, 'user cant view site'],
  promoForeign: [403, 40, 'user cant view promo'],
  pathUnknown: [404, 0, 'not found'],
  methodNotAllowed: [405, 0, 'method not allowed'],
  codeTaken: [409, 10, 'promo already exists'],
  bodyTooLarge: [413, 0, 'request entity too large'],
  internal: [500, 0, 'unknown error'],
} as const;

/** Why a call is refused. */
export type Refusal = keyof typeof REFUSALS;

/** Answers `{"title", "error", "code"}`, where `code` is the HTTP status. */
export function refuse(c: Context, refusal: Refusal): Response {
  const [code, error, title] = REFUSALS[refusal];
  return c.json({ title, error, code }, code);
}
