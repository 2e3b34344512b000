import type { Problem } from '@checkout-perks/core/contract';
import { ERROR_CODES, isErrorCode, isPerksError } from '@checkout-perks/core/errors';
import { OrderRefusal } from '../orders/refusals/order-refusal.ts';
import { QuoteRefusal } from '../orders/refusals/quote-refusal.ts';

/**
 * Turns an error into a problem answer (RFC 9457). Only what the contract allows gets out: the code, where the request was wrong,
 * when to try again, and what holds now.
 *
 * @param thrown Anything; what is no `PerksError` becomes `INTERNAL`
 */
export function problemOf(thrown: unknown, requestId: string): Problem {
  const known = isPerksError(thrown) ? thrown : undefined;
  const code = isErrorCode(known?.code) ? known.code : 'INTERNAL';
  const { status, title } = ERROR_CODES[code];
  const detail = known?.details?.path ?? known?.details?.reason;
  return {
    type: 'about:blank',
    title,
    status,
    code,
    requestId,
    ...(known?.retryAfter === undefined ? {} : { retryAfter: known.retryAfter }),
    ...(typeof detail === 'string' ? { detail } : {}),
    ...(thrown instanceof QuoteRefusal ? { quote: thrown.quote, token: thrown.token } : {}),
    ...(thrown instanceof OrderRefusal ? { order: thrown.order } : {}),
  };
}
