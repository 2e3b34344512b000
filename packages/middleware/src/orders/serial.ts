import type { EffectRecord, JournalTransaction } from '../journal/journal.ts';

type EffectKey = Pick<EffectRecord, 'order_id' | 'position'>;

/**
 * Takes a serial for an effect, so that no other of the same serial is sent meanwhile. It must be taken in a transaction that
 * finds the order's lease held: an effect that another process has finished would never give it back.
 *
 * @returns `new`, `own` when the effect has it already, or `others`
 */
export async function takeSerial(
  tx: JournalTransaction,
  serial: string,
  { order_id, position }: EffectKey,
): Promise<'new' | 'own' | 'others'> {
  const inserted = await tx
    .insertInto('perks_serial')
    .values({ serial, order_id, position })
    .onConflict((conflict) => conflict.column('serial').doNothing())
    .executeTakeFirst();
  if ((inserted.numInsertedOrUpdatedRows ?? 0n) > 0n) return 'new';
  const held = await tx.selectFrom('perks_serial').selectAll().where('serial', '=', serial).executeTakeFirst();
  return held?.order_id === order_id && held.position === position ? 'own' : 'others';
}

/** Gives an effect's serial back. */
export async function dropSerial(tx: JournalTransaction, { order_id, position }: EffectKey): Promise<void> {
  await tx.deleteFrom('perks_serial').where('order_id', '=', order_id).where('position', '=', position).execute();
}
