import type { EffectRecord, JournalTransaction } from '../journal/journal.ts';

/** Who works on orders. */
export interface LeaseHolder {
  /** This process's name in leases. */
  worker: string;
  /** How long an order is held, ms. */
  lease: number;
  clock: () => number;
}

/**
 * Writes an effect's row, but only as long as this process holds the order's lease, which then lasts anew.
 *
 * @returns False when the lease was lost: another process works on the order, and nothing may be sent or written
 */
export async function writeEffect(
  tx: JournalTransaction,
  holder: LeaseHolder,
  effect: Pick<EffectRecord, 'order_id' | 'position'>,
  set: Partial<EffectRecord>,
): Promise<boolean> {
  if (!(await extendLease(tx, holder, effect.order_id))) return false;
  await tx
    .updateTable('perks_effect')
    .set(set)
    .where('order_id', '=', effect.order_id)
    .where('position', '=', effect.position)
    .execute();
  return true;
}

/** Has the lease of an order last anew. @returns False when it was lost */
export async function extendLease(
  tx: JournalTransaction,
  { worker, lease, clock }: LeaseHolder,
  orderId: string,
): Promise<boolean> {
  const now = clock();
  const mine = await tx
    .updateTable('perks_order')
    .set({ lease_until: now + lease, wake_at: now + lease, updated_at: now })
    .where('id', '=', orderId)
    .where('lease_owner', '=', worker)
    .executeTakeFirst();
  return mine.numUpdatedRows > 0n;
}
