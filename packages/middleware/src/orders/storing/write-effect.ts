import { PerksError } from '@checkout-perks/core/errors';
import type { EffectRecord, JournalTransaction, OrderFile } from '../../journal/journal.ts';
import { type Prepared, prepare } from '../../journal/prepare.ts';
import { decide } from '../deciding/decide.ts';
import { extendLease, leaseOf } from './lease.ts';
import { afterEvent, leasedWhileBusy, type OrderWriter, writeOrder } from './write-order.ts';

type EffectSet = Partial<EffectRecord>;

/** An order as it then is, and whether something was written about it. */
export interface Written {
  isWritten: boolean;
  file: OrderFile | undefined;
}

/**
 * Writes an effect's row before something is asked or sent for it, and has the order's lease last anew: only as long as this
 * process holds that lease, and nobody has changed the order. Else nothing may be sent.
 *
 * @param file The order as this process last knew it
 */
export async function writeIntent(
  tx: JournalTransaction,
  writer: OrderWriter,
  file: OrderFile,
  effect: EffectRecord,
  set: EffectSet,
): Promise<Written> {
  const now = writer.clock();
  const order = { ...file.order, ...leaseOf(writer, now), updated_at: now };
  const isWritten = (await writeOrder(tx, writer, file.order, order)) && (await updateEffect(tx, effect, set));
  if (!isWritten) return { isWritten, file: await writer.journal.load(effect.order_id, tx) };
  return { isWritten, file: { ...file, order, effects: withEffect(file, effect, set) } };
}

/**
 * Writes what became of an effect, as long as this process holds the order's lease, also when somebody has changed the order
 * meanwhile. Where the order waited for just this it moves on with it, and where nothing is left to do at the moment the
 * lease is given back, too.
 *
 * @returns The order as it now is; nothing when the lease was lost, or the effect is not what it was
 */
export async function writeOutcome(
  tx: JournalTransaction,
  writer: OrderWriter,
  file: OrderFile,
  effect: EffectRecord,
  set: EffectSet,
): Promise<OrderFile | undefined> {
  const next = { ...file, effects: withEffect(file, effect, set) };
  const now = writer.clock();
  const event = decide(next, now);
  const isPlain = event === 'settle' || event === 'ask';
  const moved = isPlain ? afterEvent(next, event, now) : next.order;
  const order = leasedWhileBusy({ ...next, order: moved }, writer, now);
  if (await writeOrder(tx, writer, file.order, order)) {
    // Nobody writes an effect without its order; thrown, so that the order does not move on without its effect.
    if (!(await updateEffect(tx, effect, set))) throw new PerksError('INTERNAL', { details: { order: order.id } });
    return { ...next, order };
  }
  if (!(await extendLease(tx, writer, effect.order_id))) return undefined;
  return (await updateEffect(tx, effect, set)) ? writer.journal.load(effect.order_id, tx) : undefined;
}

function withEffect({ effects }: OrderFile, effect: EffectRecord, set: EffectSet): EffectRecord[] {
  return effects.map((one) => (one.position === effect.position ? { ...effect, ...set } : one));
}

/** The columns that are set, and how the row is known. */
type Update = Prepared<EffectRecord & { stateBefore: EffectRecord['state'] }>;

const updates = new Map<string, Update>();

/** @returns False when the row is another effect's, or was written by somebody else */
async function updateEffect(tx: JournalTransaction, effect: EffectRecord, set: EffectSet): Promise<boolean> {
  const columns = Object.keys(set) as (keyof EffectRecord)[];
  if (columns.length === 0) return true;
  const key = columns.join();
  let update = updates.get(key);
  if (!update) {
    update = prepare(
      ['order_id', 'position', 'reference', 'stateBefore', ...columns],
      (db, { order_id, position, reference, stateBefore, ...values }) =>
        db
          .updateTable('perks_effect')
          .set(values)
          .where('order_id', '=', order_id)
          .where('position', '=', position)
          .where('reference', '=', reference)
          .where('state', '=', stateBefore),
    );
    updates.set(key, update);
  }
  const { numAffectedRows } = await update(tx, { ...effect, ...set, stateBefore: effect.state });
  return numAffectedRows !== 0n;
}
