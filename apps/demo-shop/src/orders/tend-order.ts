import type { Order } from '@checkout-perks/core/contract';
import { isPerksError } from '@checkout-perks/core/errors';
import type { ShopParts } from '../shop-parts.ts';
import type { MoneyState } from '../tables/shop-tables.ts';
import type { ShopOrder } from './shop-order.ts';

/** An order as the shop and the middleware store it. */
export interface TendedOrder {
  order: ShopOrder;
  /** The middleware's view of the order. */
  perks: Order;
}

/**
 * Reads an order and does the shop's work for its state: captures or voids the card payment, and removes the goods from the
 * cart. It is idempotent, so after a crash the next call continues.
 *
 * @returns `undefined` if there is no such order
 */
export async function tendOrder(shop: ShopParts, id: string): Promise<TendedOrder | undefined> {
  const order = await shop.orders.find(id);
  if (!order) return undefined;
  let perks = await read(shop, id);
  if (!perks) return undefined;

  // The process ended between payment and commit. The shopper's money is held, so commit now.
  if (perks.state === 'reserved' && order.money === 'authorised') {
    perks = await shop.perks.orders.commit(id).catch(async () => (await read(shop, id)) ?? perks);
  }
  const follows = perks && FOLLOWS[perks.state];
  if (!perks || !follows) return perks && { order, perks };

  const moved = follows.from.includes(order.money) && (await shop.orders.moveMoney(id, follows.from, follows.to));
  const money = moved ? follows.to : order.money;
  if (!order.closed && follows.closes && (await shop.orders.close(id, shop.clock())) && perks.state === 'committed') {
    await shop.carts.takeOut(order.cartId, order.lines);
    await shop.carts.renewAttempt(order.cartId, id);
  }
  return { order: { ...order, money }, perks };
}

interface Follow {
  from: readonly MoneyState[];
  to: MoneyState;
  closes: boolean;
}

const LET_GO: Follow = { from: ['awaiting', 'authorised', 'refused'], to: 'voided', closes: true };
const PAID_BACK: Follow = { from: ['captured', 'authorised'], to: 'refunded', closes: true };

/** What happens to the card payment when an order reaches a state. */
const FOLLOWS: Readonly<Record<string, Follow | undefined>> = {
  committed: { from: ['authorised'], to: 'captured', closes: true },
  declined: LET_GO,
  cancelled: LET_GO,
  expired: LET_GO,
  refunding: { ...PAID_BACK, closes: false },
  refunded: PAID_BACK,
};

async function read(shop: ShopParts, id: string): Promise<Order | undefined> {
  try {
    return await shop.perks.orders.get(id);
  } catch (thrown) {
    if (isPerksError(thrown) && (thrown.code === 'ORDER_NOT_FOUND' || thrown.code === 'INVALID_REQUEST')) {
      return undefined;
    }
    throw thrown;
  }
}
