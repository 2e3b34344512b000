import { advance } from '../../journal/advance.ts';
import type { Journal, JournalTransaction, OrderFile, OrderRecord } from '../../journal/journal.ts';
import { prepare } from '../../journal/prepare.ts';
import { keepPromos } from '../../promo-limits/promo-uses.ts';
import { wakeOf } from '../deciding/decide.ts';
import { type LeaseHolder, leaseOf, noLease } from './lease.ts';

/** What writing about orders needs. */
export interface OrderWriter extends LeaseHolder {
  journal: Journal;
}

/** Events that change nothing but the order's own row. */
export type PlainEvent = 'settle' | 'ask';

type OrderSet = Pick<OrderRecord, (typeof SET)[number]>;
interface OrderKnown {
  id: string;
  worker: string;
  stateBefore: OrderRecord['state'];
  wokenBefore: OrderRecord['wake_at'];
  updatedBefore: number;
}

const SET = ['state', 'reason', 'resume_state', 'lease_owner', 'lease_until', 'wake_at', 'updated_at'] as const;

const updateOrder = prepare<OrderSet & OrderKnown>(
  [...SET, 'id', 'worker', 'stateBefore', 'wokenBefore', 'updatedBefore'],
  (db, { id, worker, stateBefore, wokenBefore, updatedBefore, ...set }) =>
    db
      .updateTable('perks_order')
      .set(set)
      .where('id', '=', id)
      .where('lease_owner', '=', worker)
      .where('state', '=', stateBefore)
      .where('wake_at', '=', wokenBefore)
      .where('updated_at', '=', updatedBefore),
);

/**
 * Writes an order's row, if it still is what this process wrote last: whoever else changes an order under a lease sets
 * `wake_at` and `updated_at` to one moment, and a lease sets them apart.
 *
 * @param before The order as this process last knew it
 * @returns False when the lease was lost, or when somebody changed the order: nothing was written
 */
export async function writeOrder(
  tx: JournalTransaction,
  { worker }: LeaseHolder,
  before: OrderRecord,
  after: OrderRecord,
): Promise<boolean> {
  const { state, reason, resume_state, lease_owner, lease_until, wake_at, updated_at } = after;
  const [stateBefore, wokenBefore, updatedBefore] = [before.state, before.wake_at, before.updated_at];
  const known = { id: before.id, worker, stateBefore, wokenBefore, updatedBefore };
  const set = { state, reason, resume_state, lease_owner, lease_until, wake_at, updated_at };
  const { numAffectedRows } = await updateOrder(tx, { ...set, ...known });
  if (numAffectedRows === 0n) return false;
  if (state === 'committed' && before.state !== 'committed') await keepPromos(tx, before);
  return true;
}

/** The order's row after an event. @param now ms since epoch */
export function afterEvent(
  { order, effects }: OrderFile,
  event: PlainEvent | 'refuse' | 'expire',
  now: number,
): OrderRecord {
  const state = advance(order.state, event);
  const moved = { ...order, state, updated_at: now };
  if (event === 'ask') moved.resume_state = order.state;
  if (event === 'refuse') {
    const refused = effects.find((effect) => effect.state === 'refused' && effect.purpose === 'pay');
    moved.reason = refused?.error ?? 'PROVIDER_REFUSED';
  }
  return moved;
}

/**
 * The order's row with its lease anew; or with the lease given back, where nothing is left to do at the moment. Reservations
 * and what waits for a person are worked on by nobody, so nobody would give back the lease of a process that dies then.
 */
export function leasedWhileBusy(file: OrderFile, holder: LeaseHolder, now: number): OrderRecord {
  const { order } = file;
  const wake = order.state === 'attention' ? null : wakeOf(file, now);
  const rests = order.state === 'reserved' || wake === null || wake > now;
  return { ...order, ...(rests ? noLease(wake) : leaseOf(holder, now)), updated_at: now };
}
