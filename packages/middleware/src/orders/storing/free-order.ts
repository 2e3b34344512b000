import { advance } from '../../journal/advance.ts';
import type { JournalTransaction, OrderFile } from '../../journal/journal.ts';
import { returnPromos } from '../../promo-limits/promo-uses.ts';
import { unlockUnspent } from './lock-gifts.ts';

/**
 * Lets an order go that has not begun to be committed: it is final at once, and its codes and promos are free. Points that are
 * held for it are released by whoever works on the order next.
 */
export async function freeOrder(
  tx: JournalTransaction,
  { clock }: { clock: () => number },
  { order, effects }: OrderFile,
  event: 'cancel' | 'expire' | 'lose',
): Promise<void> {
  const now = clock();
  const holding = effects.some(({ kind, state }) => kind === 'hold' && state !== 'refused' && state !== 'forgone');
  await tx
    .updateTable('perks_order')
    .set({
      state: advance(order.state, event),
      // Somebody must give back a lease, too, that a dead process has left.
      wake_at: holding || order.lease_owner !== null ? now : null,
      reason: event === 'lose' ? 'PERK_IN_USE' : null,
      updated_at: now,
    })
    .where('id', '=', order.id)
    .where('state', '=', order.state)
    .execute();
  await unlockUnspent(tx, order.id);
  await returnPromos(tx, order);
}
