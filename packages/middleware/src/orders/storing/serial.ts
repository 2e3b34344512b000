import type { EffectRecord, JournalTransaction } from '../../journal/journal.ts';
import { prepare } from '../../journal/prepare.ts';
import type { JournalTables } from '../../journal/tables.ts';

type EffectKey = Pick<EffectRecord, 'order_id' | 'position'>;
type SerialRow = JournalTables['perks_serial'];

const insertSerial = prepare<SerialRow>(['serial', 'order_id', 'position'], (db, { serial, order_id, position }) =>
  db
    .insertInto('perks_serial')
    .values({ serial, order_id, position })
    .onConflict((conflict) => conflict.column('serial').doNothing()),
);
const deleteSerial = prepare<EffectKey>(['order_id', 'position'], (db, { order_id, position }) =>
  db.deleteFrom('perks_serial').where('order_id', '=', order_id).where('position', '=', position),
);

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
  const { numAffectedRows } = await insertSerial(tx, { serial, order_id, position });
  if (numAffectedRows !== 0n) return 'new';
  const held = await tx.selectFrom('perks_serial').selectAll().where('serial', '=', serial).executeTakeFirst();
  return held?.order_id === order_id && held.position === position ? 'own' : 'others';
}

/** Gives an effect's serial back. */
export async function dropSerial(tx: JournalTransaction, { order_id, position }: EffectKey): Promise<void> {
  await deleteSerial(tx, { order_id, position });
}
