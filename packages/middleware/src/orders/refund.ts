import type { Order } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import { advance } from '../journal/advance.ts';
import type { OrderContext } from './order-context.ts';
import { OrderRefusal } from './order-refusal.ts';
import { orderView } from './order-view.ts';
import { planIssues } from './plan-effects.ts';
import { workOn } from './work-on.ts';

/**
 * Gives back what gift codes paid of a committed order, as new codes in `returned`. Money paid by other means is the
 * shop's to return. Repeating it is harmless: value goes back once.
 *
 * @returns The order: `refunded`, or `refunding` while a new code is still owed
 * @throws {PerksError} `ORDER_NOT_FOUND`; as {@link OrderRefusal}: `ORDER_STATE` for an order that is not committed
 */
export async function refund(context: OrderContext, orderId: string): Promise<Order> {
  const { journal, clock, timing } = context;
  await journal.transact(async (tx) => {
    const file = await journal.load(orderId, tx);
    if (!file) throw new PerksError('ORDER_NOT_FOUND');
    const { state, currency } = file.order;
    if (state === 'refunding' || state === 'refunded') return;
    if (state !== 'committed') throw new OrderRefusal('ORDER_STATE', orderView(file, journal.sealer));

    const now = clock();
    await tx
      .updateTable('perks_order')
      .set({ state: advance(state, 'refund'), wake_at: now, updated_at: now })
      .where('id', '=', orderId)
      .where('state', '=', state)
      .execute();
    const returns = file.gifts.map((gift) => ({ gift_position: gift.position, amount: gift.amount, currency }));
    await planIssues(tx, context, orderId, 'refund', returns);
  });
  return orderView(await workOn(context, orderId, timing.wait), journal.sealer);
}
