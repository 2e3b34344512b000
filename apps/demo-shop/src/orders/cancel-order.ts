import { isPerksError } from '@checkout-perks/core/errors';
import type { ShopParts } from '../shop-parts.ts';
import { tendOrder } from './tend-order.ts';

/**
 * Cancels an order for its shopper: lets go of what is reserved, gives back what was paid with a gift.
 *
 * @returns False when it could not be done just now
 */
export async function cancelOrder(shop: ShopParts, id: string): Promise<boolean> {
  const before = await tendOrder(shop, id);
  try {
    if (before?.perks.state === 'reserved') await shop.perks.orders.cancel(id);
    else if (before?.perks.state === 'committed') await shop.perks.orders.refund(id);
  } catch (thrown) {
    // It has just gone on to another state, which the page is about to show.
    if (!isPerksError(thrown) || thrown.code !== 'ORDER_STATE') {
      shop.log({ event: 'cancel-failed', code: isPerksError(thrown) ? thrown.code : 'INTERNAL' });
      return false;
    }
  }
  await tendOrder(shop, id);
  return true;
}
