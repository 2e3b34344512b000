import type { Order } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import { advance } from '../journal/advance.ts';
import { unlockUnspent } from './lock-gifts.ts';
import type { OrderContext } from './order-context.ts';
import { OrderRefusal } from './order-refusal.ts';
import { orderView } from './order-view.ts';

/**
 * Lets a reserved order go: its gift codes are free again. Repeating it is harmless; an order that has expired or was
 * declined holds nothing any more and is answered as it is.
 *
 * @throws {PerksError} `ORDER_NOT_FOUND`; as {@link OrderRefusal}: `ORDER_STATE` once commit has begun (then: refund)
 */
export async function cancel({ journal, clock }: OrderContext, orderId: string): Promise<Order> {
  return journal.transact(async (tx) => {
    const file = await journal.load(orderId, tx);
    if (!file) throw new PerksError('ORDER_NOT_FOUND');
    const { state } = file.order;
    if (state === 'cancelled' || state === 'expired' || state === 'declined') return orderView(file, journal.sealer);
    if (state !== 'reserved') throw new OrderRefusal('ORDER_STATE', orderView(file, journal.sealer));

    const changed = { state: advance(state, 'cancel'), wake_at: null, updated_at: clock() };
    await tx.updateTable('perks_order').set(changed).where('id', '=', orderId).where('state', '=', state).execute();
    await unlockUnspent(tx, orderId);
    return orderView({ ...file, order: { ...file.order, ...changed } }, journal.sealer);
  });
}
