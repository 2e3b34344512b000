import type { JournalTransaction, OrderFile, OrderRecord } from '../../journal/journal.ts';
import { wakeOf } from '../deciding/decide.ts';

/** Who works on orders. */
export interface LeaseHolder {
  /** This process's name in leases. */
  worker: string;
  /** How long an order is held, ms. */
  lease: number;
  clock: () => number;
}

/** The part of an order's row that says who works on it. */
type Lease = Pick<OrderRecord, 'lease_owner' | 'lease_until' | 'wake_at'>;

/** A lease of this process from now on. @param now ms since epoch */
export function leaseOf({ worker, lease }: Pick<LeaseHolder, 'worker' | 'lease'>, now: number): Lease {
  return { lease_owner: worker, lease_until: now + lease, wake_at: now + lease };
}

/** No lease, and when somebody must look at the order again. */
export function noLease(wake_at: number | null): Lease {
  return { lease_owner: null, lease_until: 0, wake_at };
}

/** Whether an order may be taken by this process. A lease of its own that is not worked under could not be given back. */
export function isFree({ lease_owner, lease_until }: OrderRecord, worker: string, now: number): boolean {
  return lease_owner === null || lease_until <= now || lease_owner === worker;
}

/** Takes an order that there is something to do about. @returns Whether it could be taken */
export async function takeLease(tx: JournalTransaction, holder: LeaseHolder, orderId: string): Promise<boolean> {
  const now = holder.clock();
  const taken = await tx
    .updateTable('perks_order')
    .set({ ...leaseOf(holder, now), updated_at: now })
    .where('id', '=', orderId)
    .where('state', '!=', 'reserved')
    .where('wake_at', 'is not', null)
    // As `isFree`.
    .where((where) =>
      where.or([
        where('lease_owner', 'is', null),
        where('lease_until', '<=', now),
        where('lease_owner', '=', holder.worker),
      ]),
    )
    .executeTakeFirst();
  return taken.numUpdatedRows > 0n;
}

/** Has the lease of an order last anew. @returns False when it was lost */
export async function extendLease(tx: JournalTransaction, holder: LeaseHolder, orderId: string): Promise<boolean> {
  const now = holder.clock();
  const mine = await tx
    .updateTable('perks_order')
    .set({ ...leaseOf(holder, now), updated_at: now })
    .where('id', '=', orderId)
    .where('lease_owner', '=', holder.worker)
    .executeTakeFirst();
  return mine.numUpdatedRows > 0n;
}

/** Lets an order go, as read in this transaction, and says when somebody must look at it again. */
export async function giveLeaseBack(
  tx: JournalTransaction,
  { worker, clock }: LeaseHolder,
  file: OrderFile,
): Promise<OrderFile> {
  if (file.order.lease_owner !== worker) return file;
  const given = noLease(wakeOf(file, clock()));
  await tx
    .updateTable('perks_order')
    .set(given)
    .where('id', '=', file.order.id)
    .where('lease_owner', '=', worker)
    .execute();
  return { ...file, order: { ...file.order, ...given } };
}
