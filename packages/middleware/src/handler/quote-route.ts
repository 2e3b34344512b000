import { quoteRequest } from '@checkout-perks/core/contract';
import type { Loyalty } from '../loyalty/loyalty.ts';
import { parseInput } from '../orders/verbs/parse-input.ts';
import { countUnknown } from '../quoting/count-unknown.ts';
import { quoteCart } from '../quoting/quote-cart.ts';
import type { QuoteTokens } from '../quoting/quote-token.ts';
import type { QuotingOptions } from '../quoting/quoting-options.ts';
import { answerHeaders } from './answer-headers.ts';
import { clientAddress, type RequestInfo } from './client-address.ts';
import type { GuessBudget } from './guess-budget.ts';
import { openSession } from './open-session.ts';
import type { PlainAnswer, PlainRequest, PlainRoute } from './plain-route.ts';
import { problemOf } from './problem-of.ts';
import { readPlainJson } from './read-json.ts';
import { type ResolveCart, resolvedCart } from './resolved-cart.ts';

/** What the route needs. */
export interface QuoteRouteOptions {
  allowedOrigins: readonly string[];
  trustedProxies: number;
  guesses: GuessBudget;
  quoting: QuotingOptions;
  tokens: QuoteTokens;
  loyalty?: Loyalty | undefined;
  resolveCart?: ResolveCart | undefined;
  newId: () => string;
  /** Told of what should not have happened. */
  report: (thrown: unknown, requestId: string) => void;
}

/** Largest body, bytes. */
const MAX_BODY = 256 * 1024;

/**
 * Makes the route `POST /quote`. It is asked for more often than all others together, so it stands beside the router and takes
 * and gives plain data (`docs/decisions/0010-one-quote-of-three-providers.md`).
 */
export function createQuoteRoute(options: QuoteRouteOptions): PlainRoute {
  const { allowedOrigins, guesses, loyalty, newId, quoting, tokens } = options;

  async function quoted(request: PlainRequest, info: RequestInfo): Promise<string> {
    const json = await readPlainJson(request, MAX_BODY);
    const { cart: given, cartId, codes, loyalty: use } = parseInput(quoteRequest, json);
    const session = loyalty && use ? await openSession(loyalty, use.session) : undefined;
    const cart = given ?? (await resolvedCart(options.resolveCart, request.standard(), cartId ?? ''));
    const input = { cart, codes, loyalty: session && use && { session, spend: use.spend }, preview: true };
    const quote = () => quoteCart(quoting, input, given !== undefined);
    // A promo that is known to be good is no guess, however many try it from one address.
    const guessed = countUnknown(quoting, codes);
    const made = await (guessed === 0
      ? quote()
      : guesses.spend(clientAddress(request, info, options.trustedProxies), guessed, quote));
    return JSON.stringify({ quote: made.quote, token: tokens.issue(cart, made) });
  }

  return async (request, info) => {
    const requestId = newId();
    const headers = answerHeaders(allowedOrigins, request.headers.get('origin'), requestId);
    try {
      const body = await quoted(request, info);
      return { status: 200, headers: [...headers, 'content-type', 'application/json'], body };
    } catch (thrown) {
      return problemAnswer(thrown, requestId, headers, options.report);
    }
  };
}

/** A problem (RFC 9457) as plain data. */
function problemAnswer(
  thrown: unknown,
  requestId: string,
  headers: readonly string[],
  report: QuoteRouteOptions['report'],
): PlainAnswer {
  const problem = problemOf(thrown, requestId);
  // What is neither the caller's doing nor a provider's.
  if (problem.status === 500) report(thrown, requestId);
  const { status, retryAfter } = problem;
  const later = retryAfter === undefined ? [] : ['retry-after', String(retryAfter)];
  const all = [...headers, 'content-type', 'application/problem+json', ...later];
  return { status, headers: all, body: JSON.stringify(problem) };
}
