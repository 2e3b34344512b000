import type { JournalTransaction, OrderRecord } from '../../journal/journal.ts';

/**
 * Removes an order that could not be reserved, so that its id is free again; but not when the lease was lost meanwhile, or the id
 * is another order's by now.
 */
export async function removeOrder(tx: JournalTransaction, order: OrderRecord, worker: string): Promise<void> {
  const orderId = order.id;
  const mine = await tx
    .selectFrom('perks_order')
    .select('id')
    .where('id', '=', orderId)
    .where('state', '=', 'reserving')
    .where('lease_owner', '=', worker)
    .where('wake_at', '=', order.wake_at)
    .where('updated_at', '=', order.updated_at)
    .executeTakeFirst();
  if (!mine) return;
  const tables = ['perks_effect', 'perks_serial', 'perks_promo_person', 'perks_promo_use', 'perks_lock', 'perks_gift'];
  for (const table of tables as readonly 'perks_effect'[]) {
    await tx.deleteFrom(table).where('order_id', '=', orderId).execute();
  }
  await tx.deleteFrom('perks_order').where('id', '=', orderId).execute();
}
