import type { ErrorCode } from '../errors/codes.ts';
import type { PerksRequest, PerksTransport } from './perks-transport.ts';

/** Makes what is thrown; `json` is the body of a problem answer. */
export type MakeFailure = (code: ErrorCode, retryAfter: number | undefined, json?: unknown) => unknown;

/** How codes are written, also those of a newer server. Anything else is no code, and no text may become an error. */
const CODE = /^[A-Z][A-Z0-9_]{0,63}$/;

/**
 * Sends one request to the middleware and reads its answer. It imports nothing, so that a script tag can carry it
 * (`docs/decisions/0003-lean-script-tag.md`).
 *
 * @param transport What carries the request
 * @param request The request
 * @param read Reads a 2xx body; whatever it throws counts as an answer that we do not understand
 * @param failure Makes what is thrown, by a code: the problem's as the server sent it, also one newer than our table;
 *   `NETWORK` without an answer; `UNKNOWN` for one that cannot be read. An aborted request rejects with the signal's reason
 */
export async function requestAnswer<T>(
  transport: PerksTransport,
  request: PerksRequest,
  read: (json: unknown) => T,
  failure: MakeFailure,
): Promise<T> {
  let answer: { status: number; json: unknown };
  try {
    answer = await transport(request);
  } catch {
    // What was thrown may hold the request, and with it the secret and the codes.
    if (request.signal?.aborted) throw request.signal.reason;
    throw failure('NETWORK', undefined);
  }
  const { status, json } = answer;
  if (status >= 200 && status < 300) {
    try {
      return read(json);
    } catch {
      throw failure('UNKNOWN', undefined);
    }
  }
  const { code, retryAfter } = Object(json) as { code?: unknown; retryAfter?: unknown };
  throw failure(
    typeof code === 'string' && CODE.test(code) ? (code as ErrorCode) : 'UNKNOWN',
    typeof retryAfter === 'number' ? retryAfter : undefined,
    json,
  );
}
