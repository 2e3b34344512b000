import type { Order } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import { OrderRefusal } from '../refusals/order-refusal.ts';
import { workOn } from '../running/work-on.ts';
import { freeOrder } from '../storing/free-order.ts';
import type { OrderContext } from '../storing/order-context.ts';
import { orderView } from '../views/order-view.ts';

/** How long a caller waits for points to be released, ms: the order is final without it. */
const LONGEST = 2000;

/**
 * Lets a reserved order go: its gift codes, promos and points are free again. Repeating it is harmless; an order that has
 * expired or was declined holds nothing any more and is answered as it is.
 *
 * @throws {PerksError} `ORDER_NOT_FOUND`; as {@link OrderRefusal}: `ORDER_STATE` once commit has begun (then: refund)
 */
export async function cancel(context: OrderContext, orderId: string): Promise<Order> {
  const { journal, timing } = context;
  const file = await journal.transact(async (tx) => {
    const file = await journal.load(orderId, tx);
    if (!file) throw new PerksError('ORDER_NOT_FOUND');
    const { state } = file.order;
    if (state === 'cancelled' || state === 'expired' || state === 'declined') return file;
    if (state !== 'reserved' && state !== 'reserving') {
      throw new OrderRefusal('ORDER_STATE', orderView(file, journal.sealer));
    }
    await freeOrder(tx, context, file, 'cancel');
    return (await journal.load(orderId, tx)) ?? file;
  });
  // The shopper may want the points for another order at once.
  const released = file.order.wake_at === null ? file : await workOn(context, orderId, Math.min(timing.wait, LONGEST));
  return orderView(released ?? file, journal.sealer);
}
