import { PerksError } from '../errors/perks-error.ts';
import { PerksProblem, type ProblemFacts } from './perks-problem.ts';
import type { PerksRequest, PerksTransport } from './perks-transport.ts';
import { requestAnswer } from './request-answer.ts';

/**
 * Sends one request to the middleware and reads its answer, without any library.
 *
 * @param transport What carries the request
 * @param request The request
 * @param read Reads a 2xx body; whatever it throws counts as an answer that we do not understand
 * @param readFacts Reads what a problem answer brings beside its code; nothing unless given
 * @throws {PerksProblem} The problem's `code` as the server sent it, also one newer than our table
 * @throws {PerksError} `NETWORK` without an answer; `UNKNOWN` for an answer that cannot be read. An aborted
 *   request rejects with the signal's reason.
 */
export function requestPerks<T>(
  transport: PerksTransport,
  request: PerksRequest,
  read: (json: unknown) => T,
  readFacts: (json: unknown) => ProblemFacts = () => ({}),
): Promise<T> {
  return requestAnswer(transport, request, read, (code, retryAfter, json) =>
    json === undefined ? new PerksError(code) : new PerksProblem(code, { retryAfter }, readFacts(json)),
  );
}
