import type { Context } from 'hono';

/** One thing that is wrong with a request, as FastAPI words it; what was sent is never repeated. */
export interface InvalidField {
  loc: string[];
  msg: string;
  type: string;
}

/**
 * Every refusal but the list of invalid fields. V-DAR documents no errors: statuses and texts are our assumption, in
 * the manner of FastAPI, which the document's other habits point to (`docs/providers.md`, D-V1).
 */
const REFUSALS = {
  jsonInvalid: [400, 'There was an error parsing the body'],
  keyMissing: [401, 'Требуется заголовок X-API-Key'],
  keyUnknown: [401, 'Неверный ключ API'],
  balanceTooLow: [402, 'Недостаточно средств на балансе'],
  siteForeign: [403, 'Нет доступа к этому сайту'],
  codeUnknown: [404, 'Код не найден'],
  methodNotAllowed: [405, 'Method Not Allowed'],
  codeNotActive: [409, 'Код не активен'],
  bodyTooLarge: [413, 'Request Entity Too Large'],
  internal: [500, 'Internal Server Error'],
} as const;

/** Why a call is refused. */
export type Refusal = keyof typeof REFUSALS;

/** Answers `{"detail": "…"}`, with another status than the usual one where the caller has a reading of its own. */
export function refuse(c: Context, refusal: Refusal, otherStatus?: 403 | 404): Response {
  const [status, detail] = REFUSALS[refusal];
  return c.json({ detail }, otherStatus ?? status);
}

/** Answers `{"detail": [{loc, msg, type}]}`. */
export function refuseInvalid(c: Context, detail: InvalidField[]): Response {
  return c.json({ detail }, 422);
}
