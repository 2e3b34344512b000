import type { EffectRecord, JournalTransaction } from '../journal/journal.ts';
import { extendLease, type LeaseHolder, writeEffect } from './write-effect.ts';

/** How soon to look again whether another effect has given the serial back, ms. */
const PAUSE = 100;

type EffectKey = Pick<EffectRecord, 'order_id' | 'position'>;

/**
 * Takes a serial for an effect, so that no other of the same serial is sent meanwhile; or has the effect look again soon.
 *
 * In the queue for the serial the order's lease may have run out and another process may have finished the effect: a serial
 * taken then would never be given back.
 */
export async function takeSerial(
  tx: JournalTransaction,
  holder: LeaseHolder,
  serial: string,
  { order_id, position }: EffectKey,
): Promise<boolean> {
  if (!(await extendLease(tx, holder, order_id))) return false;
  await tx
    .insertInto('perks_serial')
    .values({ serial, order_id, position })
    .onConflict((conflict) => conflict.column('serial').doNothing())
    .execute();
  const held = await tx.selectFrom('perks_serial').selectAll().where('serial', '=', serial).executeTakeFirst();
  if (held?.order_id === order_id && held.position === position) return true;
  await writeEffect(tx, holder, { order_id, position }, { wake_at: holder.clock() + PAUSE });
  return false;
}

/** Gives an effect's serial back. */
export async function dropSerial(tx: JournalTransaction, { order_id, position }: EffectKey): Promise<void> {
  await tx.deleteFrom('perks_serial').where('order_id', '=', order_id).where('position', '=', position).execute();
}
