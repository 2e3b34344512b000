import { isPerksError } from '@checkout-perks/core/errors';
import type { ShopParts } from '../shop-parts.ts';
import { tendOrder } from './tend-order.ts';

/**
 * Cancels an order for its shopper: releases what is reserved, or refunds what was paid with a gift code.
 *
 * @returns False if the order could not be cancelled now
 */
export async function cancelOrder(shop: ShopParts, id: string): Promise<boolean> {
  const before = await tendOrder(shop, id);
  try {
    if (before?.perks.state === 'reserved') await shop.perks.orders.cancel(id);
    else if (before?.perks.state === 'committed') await shop.perks.orders.refund(id);
  } catch (thrown) {
    // The order has just changed to another state, which the page will show.
    if (!isPerksError(thrown) || thrown.code !== 'ORDER_STATE') {
      shop.log({ event: 'cancel-failed', code: isPerksError(thrown) ? thrown.code : 'INTERNAL' });
      return false;
    }
  }
  await tendOrder(shop, id);
  return true;
}
