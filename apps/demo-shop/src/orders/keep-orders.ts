import type { ShopParts } from '../shop-parts.ts';
import { tendOrder } from './tend-order.ts';

/** If the middleware does not know an order after this time, ms, the order was never reserved. */
const STILLBORN = 10 * 60_000;

/**
 * Completes orders whose shoppers do not come back: every few seconds it does the shop's work for each unfinished order.
 *
 * @param every Interval, ms
 * @returns A function that stops it
 */
export function keepOrders(shop: ShopParts, every: number): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let round = Promise.resolve();

  async function look(): Promise<void> {
    for (const id of await shop.orders.unfinished()) {
      if (await tendOrder(shop, id)) continue;
      const order = await shop.orders.find(id);
      if (order && order.createdAt < shop.clock() - STILLBORN) await shop.orders.remove(id);
    }
  }
  function next(): void {
    round = look()
      .catch((thrown: unknown) => {
        shop.log({ event: 'keep-orders-failed', name: thrown instanceof Error ? thrown.name : typeof thrown });
      })
      .then(() => {
        if (!stopped) timer = setTimeout(next, every).unref();
      });
  }
  next();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await round;
  };
}
