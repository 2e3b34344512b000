import {
  type AttentionAnswer,
  type Order,
  type OrderRefund,
  orderId as orderIdSchema,
  type RefundRequest,
  type ReserveRequest,
} from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import type { OrderContext } from '../storing/order-context.ts';
import { orderView } from '../views/order-view.ts';
import { answerAttention } from './answer-attention.ts';
import { cancel } from './cancel.ts';
import { commit } from './commit.ts';
import { type Recovered, recover } from './recover.ts';
import { previewRefund, refund } from './refund.ts';
import { reserve } from './reserve.ts';

/** The order verbs. Each may be repeated without harm, and each answers the order (see each verb's own errors). */
export interface Orders {
  /** Holds everything that an order needs; nothing is spent yet. */
  reserve(orderId: string, request: ReserveRequest): Promise<Order>;
  /** Makes it final. */
  commit(orderId: string): Promise<Order>;
  /** Lets it go before commit. */
  cancel(orderId: string): Promise<Order>;
  /** Gives gift value back after commit, of all or of some lines, as new codes. */
  refund(orderId: string, request?: RefundRequest): Promise<Order>;
  /** Tells what `refund` would give back. */
  planRefund(orderId: string, request?: RefundRequest): Promise<OrderRefund>;
  /** Takes what a person found out about the side effect that `attention` asks about. */
  answer(orderId: string, answer: AttentionAnswer): Promise<Order>;
  /** Reads it back. @throws `ORDER_NOT_FOUND` */
  get(orderId: string): Promise<Order>;
  /** Looks after orders that nobody works on. */
  recover(signal?: AbortSignal): Promise<Recovered>;
}

/** Makes the order verbs over a journal. */
export function createOrders(context: OrderContext): Orders {
  return {
    reserve: (orderId, request) => reserve(context, orderId, request),
    commit: async (orderId) => commit(context, possible(orderId)),
    cancel: async (orderId) => cancel(context, possible(orderId)),
    refund: async (orderId, request) => refund(context, possible(orderId), request),
    planRefund: async (orderId, request) => previewRefund(context, possible(orderId), request),
    answer: async (orderId, answer) => answerAttention(context, possible(orderId), answer),
    recover: (signal) => recover(context, signal),
    async get(orderId) {
      const file = await context.journal.load(possible(orderId));
      if (!file) throw new PerksError('ORDER_NOT_FOUND');
      return orderView(file, context.journal.sealer);
    },
  };
}

/** No order is kept under any other id, and not every text can be looked for in every database. */
function possible(orderId: string): string {
  if (!orderIdSchema.safeParse(orderId).success) throw new PerksError('ORDER_NOT_FOUND');
  return orderId;
}
