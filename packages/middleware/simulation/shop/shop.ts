import type { Cart, Order, ReserveRequest } from '@checkout-perks/core/contract';
import { isPerksError } from '@checkout-perks/core/errors';
import type { LoyaltySession } from '../../src/loyalty/loyalty-session.ts';
import { OrderRefusal } from '../../src/orders/refusals/order-refusal.ts';
import { QuoteRefusal } from '../../src/orders/refusals/quote-refusal.ts';
import { quoteCart } from '../../src/quoting/quote-cart.ts';
import type { ScriptedAction, ScriptedOrder } from '../scripts/script.ts';
import { giftCode } from '../world/gift-model.ts';
import { memberId, memberSearch } from '../world/points-model.ts';
import { promoCode } from '../world/promo-model.ts';
import { isScriptedFailure } from '../world/scripted-failure.ts';
import type { World } from '../world/world.ts';
import { hasHappened } from './has-happened.ts';
import type { Worker } from './open-worker.ts';

/** The merchant's own code: it places orders, and repeats calls whose answers it never got. */
export interface Shop {
  act(worker: Worker, action: Extract<ScriptedAction, { order: number }>): Promise<void>;
  /** What the merchant was told of each order, the last word of each state. */
  told: Map<string, Order>;
}

/** What a merchant may be answered by each verb, besides the order. */
const EXPECTED = new Set([
  'ORDER_NOT_FOUND',
  'ORDER_STATE',
  'ORDER_EXPIRED',
  'ORDER_DECLINED',
  'QUOTE_CHANGED',
  'QUOTE_EXPIRED',
  'PERK_REJECTED',
  'PERK_IN_USE',
  'POINTS_EXCEEDED',
  'REFUND_EXCEEDED',
  'MEMBER_NOT_FOUND',
  'PROVIDER_UNAVAILABLE',
  'PROVIDER_RATE_LIMITED',
  'PROVIDER_PROTOCOL',
  'PROVIDER_REFUSED',
]);

/** The shop's own id of the n-th order. */
export function orderId(index: number): string {
  return `order-${index}`;
}

/** Makes the merchant of a history. */
export function createShop(world: World): Shop {
  const requests = new Map<number, Promise<ReserveRequest>>();
  const agreedTo = new Set<number>();
  const told = new Map<string, Order>();

  async function act({ orders, context }: Worker, action: Extract<ScriptedAction, { order: number }>): Promise<void> {
    const { order: index } = action;
    const ordered = world.script.orders[index];
    if (!ordered) return;
    const id = orderId(index);
    world.trace(`shop ${action.do} ${id}`);
    world.figures.count('action', action.do);
    try {
      const order = await perform();
      if (order) hear(order);
    } catch (thrown) {
      refused(thrown);
    }

    function perform(): Promise<Order | undefined> {
      switch (action.do) {
        case 'reserve':
          return reserve();
        case 'commit':
          return orders.commit(id);
        case 'cancel':
          return orders.cancel(id);
        case 'refund':
          return orders.refund(id);
        case 'refundLine':
          return orders.refund(id, { refundId: `${id}-line`, lines: [{ id: 'line-0', quantity: 1 }] });
        case 'get':
          return orders.get(id);
        case 'answer':
          return answer();
      }
    }

    async function answer(): Promise<Order | undefined> {
      const { attention } = await orders.get(id);
      if (attention?.effect === undefined) return undefined;
      const happened = await hasHappened(world, id, attention.effect);
      world.trace(`shop says that ${attention.effect} ${happened ? 'happened' : 'did not happen'}`);
      return orders.answer(id, { effect: attention.effect, happened });
    }

    async function reserve(): Promise<Order> {
      const asking = requests.get(index) ?? ask(ordered as ScriptedOrder);
      requests.set(index, asking);
      const request = await asking;
      try {
        return await orders.reserve(id, request);
      } catch (thrown) {
        if (!(thrown instanceof QuoteRefusal)) throw thrown;
        world.trace(`shop ${id} agrees to ${thrown.code}`);
        // There is no such order any more, also where one was heard of that was still being reserved.
        told.delete(id);
        const agreed = { cart: request.cart, token: thrown.token, ...customerOf(ordered as ScriptedOrder) };
        requests.set(index, Promise.resolve(agreed));
        agreedTo.add(index);
        return orders.reserve(id, agreed);
      }
    }

    async function ask(wanted: ScriptedOrder): Promise<ReserveRequest> {
      const cart = cartOf(wanted);
      const codes = [...wanted.promos.map(promoCode), ...wanted.gifts.map(giftCode)];
      const { customer } = customerOf(wanted);
      const session = sessionOf(wanted);
      const spend = wanted.member?.spend ?? 0;
      if (!wanted.byToken) {
        const loyalty = session ? { loyalty: { session: JSON.stringify(session), spend } } : {};
        return { cart, codes, ...loyalty, ...customerOf(wanted) };
      }
      const loyalty = session ? { loyalty: { session, spend } } : {};
      const quoted = await quoteCart(context.quoting, { cart, codes, customer, ...loyalty, preview: true }, false);
      return { cart, token: await context.tokens.issue(cart, quoted), ...customerOf(wanted) };
    }

    function hear(order: Order): void {
      world.trace(`shop ${id} is ${order.state}`);
      const before = told.get(id);
      // Another time, another order: the one that was heard of could not be reserved, and its id was free.
      const isSame = before?.createdAt === order.createdAt;
      if (before && isSame && (before.total !== order.total || before.amountDue !== order.amountDue)) {
        world.violate(`${id} was told to cost ${before.amountDue} and then ${order.amountDue}`);
      }
      told.set(id, order);
    }

    function refused(thrown: unknown): void {
      if (thrown instanceof OrderRefusal) hear(thrown.order);
      const code = isPerksError(thrown) ? thrown.code : String(thrown);
      world.trace(`shop ${action.do} ${id} ${code}`);
      // Two calls at the same time may have agreed to different prices.
      if (code === 'ORDER_CONFLICT' && agreedTo.has(index)) return;
      if (isScriptedFailure(thrown) || (isPerksError(thrown) && EXPECTED.has(thrown.code))) return;
      world.violate(`${action.do} of ${id} answered ${code}`);
    }
  }

  return { act, told };
}

/** The member as the shop's page knows them. */
function sessionOf({ member }: ScriptedOrder): LoyaltySession | undefined {
  if (!member) return undefined;
  const { index, confirmed } = member;
  const known = { search: memberSearch(index), hint: `member ${index}` };
  return confirmed ? { ...known, confirmed, memberId: memberId(index) } : { ...known, confirmed };
}

function customerOf({ customer }: ScriptedOrder): { customer?: string } {
  return customer === undefined ? {} : { customer: `customer-${customer}` };
}

/** The cart of a scripted order. */
export function cartOf({ lines, delivery }: ScriptedOrder): Cart {
  return {
    currency: 'RUB',
    lines: lines.map(({ quantity, unitPrice, noPoints }, index) => {
      return { id: `line-${index}`, quantity, unitPrice, ...(noPoints ? { noPoints } : {}) };
    }),
    ...(delivery > 0 ? { delivery: { price: delivery } } : {}),
  };
}
