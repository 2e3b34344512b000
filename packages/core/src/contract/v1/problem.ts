import * as z from 'zod/mini';
import { order } from './order.ts';
import { quote } from './quote.ts';

/** A problem answer (RFC 9457, `application/problem+json`). It never holds a provider's text, a key or a code. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** A code of the error table, or one of a newer server. */
  code: z.string(),
  requestId: z.string(),
  /** Seconds. */
  retryAfter: z.optional(z.number()),
  /** Where the request is wrong, such as `cart.lines.0.quantity`. */
  detail: z.optional(z.string()),
  /** With `QUOTE_CHANGED`, `QUOTE_EXPIRED` and `PERK_REJECTED`: what holds now. */
  quote: z.optional(quote),
  token: z.optional(z.string()),
  /** With an order verb that was refused: the order as it is. */
  order: z.optional(order),
});

export type Problem = z.infer<typeof problem>;
