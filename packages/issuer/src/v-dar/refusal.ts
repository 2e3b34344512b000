import type { Context } from 'hono';

/** One fault of a request, in FastAPI's format. It never repeats what was sent. */
export interface InvalidField {
  loc: string[];
  msg: string;
  type: string;
}

/**
 * Every refusal except the list of invalid fields. V-DAR documents no errors. Statuses and texts are our assumption, in the
 * style of FastAPI, which the rest of the documentation resembles (`docs/providers.md`, D-V1).
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

/** Answers `{"detail": "…"}`. The caller may override the usual status. */
export function refuse(c: Context, refusal: Refusal, otherStatus?: 403 | 404): Response {
  const [status, detail] = REFUSALS[refusal];
  return c.json({ detail }, otherStatus ?? status);
}

/** Answers `{"detail": [{loc, msg, type}]}`. */
export function refuseInvalid(c: Context, detail: InvalidField[]): Response {
  return c.json({ detail }, 422);
}
