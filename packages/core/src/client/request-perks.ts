import type { ErrorCode } from '../errors/codes.ts';
import { PerksError } from '../errors/perks-error.ts';
import { PerksProblem, type ProblemFacts } from './perks-problem.ts';
import type { PerksRequest, PerksTransport } from './perks-transport.ts';

/** How codes are written, also those of a newer server. Anything else is no code, and no text may become an error. */
const CODE = /^[A-Z][A-Z0-9_]{0,63}$/;

/**
 * Sends one request to the middleware and reads its answer. It imports no schema library, so that a script tag can carry
 * it (`docs/decisions/0003-lean-script-tag.md`).
 *
 * @param transport What carries the request
 * @param request The request
 * @param read Reads a 2xx body; whatever it throws counts as an answer that we do not understand
 * @param readFacts Reads what a problem answer brings beside its code; nothing unless given
 * @throws {PerksProblem} The problem's `code` as the server sent it, also one newer than our table
 * @throws {PerksError} `NETWORK` without an answer; `UNKNOWN` for an answer that cannot be read. An aborted
 *   request rejects with the signal's reason.
 */
export async function requestPerks<T>(
  transport: PerksTransport,
  request: PerksRequest,
  read: (json: unknown) => T,
  readFacts: (json: unknown) => ProblemFacts = () => ({}),
): Promise<T> {
  let answer: { status: number; json: unknown };
  try {
    answer = await transport(request);
  } catch {
    // What was thrown may hold the request, and with it the secret and the codes.
    if (request.signal?.aborted) throw request.signal.reason;
    throw new PerksError('NETWORK');
  }
  if (answer.status >= 200 && answer.status < 300) {
    try {
      return read(answer.json);
    } catch {
      throw new PerksError('UNKNOWN');
    }
  }
  const problem = (typeof answer.json === 'object' && answer.json !== null ? answer.json : {}) as {
    code?: unknown;
    retryAfter?: unknown;
  };
  const code = typeof problem.code === 'string' && CODE.test(problem.code) ? (problem.code as ErrorCode) : 'UNKNOWN';
  const retryAfter = typeof problem.retryAfter === 'number' ? problem.retryAfter : undefined;
  throw new PerksProblem(code, { retryAfter }, readFacts(answer.json));
}
