import type { EffectRecord, JournalTransaction, OrderFile, OrderRecord } from '../journal/journal.ts';
import { type Prepared, prepare } from '../journal/prepare.ts';
import { decide } from './decide.ts';
import { extendLease, leaseOf } from './lease.ts';
import { afterEvent, leasedWhileBusy, type OrderWriter, writeOrder } from './write-order.ts';

type EffectSet = Partial<EffectRecord>;

/**
 * Writes an effect's row, but only as long as this process holds the order's lease, which then lasts anew.
 *
 * @param file The order as this process last knew it
 * @returns The order as it now is; nothing when the lease was lost: another process works on the order, and nothing may be
 *   sent or written
 */
export function writeEffect(
  tx: JournalTransaction,
  writer: OrderWriter,
  file: OrderFile,
  effect: EffectRecord,
  set: EffectSet,
): Promise<OrderFile | undefined> {
  const now = writer.clock();
  return write(tx, writer, file, effect, set, ({ order }) => ({ ...order, ...leaseOf(writer, now), updated_at: now }));
}

/**
 * Writes what became of an effect, as {@link writeEffect}. Where the order waited for just this it moves on with it, and
 * where nothing is left to do at the moment the lease is given back, too.
 */
export function writeOutcome(
  tx: JournalTransaction,
  writer: OrderWriter,
  file: OrderFile,
  effect: EffectRecord,
  set: EffectSet,
): Promise<OrderFile | undefined> {
  return write(tx, writer, file, effect, set, (next) => {
    const now = writer.clock();
    const event = decide(next, now);
    const isPlain = event === 'settle' || event === 'ask';
    const order = isPlain ? afterEvent(next, event, now) : next.order;
    return leasedWhileBusy({ ...next, order }, writer, now);
  });
}

async function write(
  tx: JournalTransaction,
  writer: OrderWriter,
  file: OrderFile,
  effect: EffectRecord,
  set: EffectSet,
  rowOf: (next: OrderFile) => OrderRecord,
): Promise<OrderFile | undefined> {
  const { order_id, position } = effect;
  const effects = file.effects.map((one) => (one.position === position ? { ...effect, ...set } : one));
  const order = rowOf({ ...file, effects });
  const isCurrent = await writeOrder(tx, writer, file.order, order);
  if (!isCurrent && !(await extendLease(tx, writer, order_id))) return undefined;
  await updateEffect(tx, effect, set);
  return isCurrent ? { ...file, order, effects } : writer.journal.load(order_id, tx);
}

type Update = Prepared<EffectRecord>;

const updates = new Map<string, Update>();

async function updateEffect(tx: JournalTransaction, effect: EffectRecord, set: EffectSet): Promise<void> {
  const columns = Object.keys(set) as (keyof EffectRecord)[];
  if (columns.length === 0) return;
  const key = columns.join();
  let update = updates.get(key);
  if (!update) {
    update = prepare(
      ['order_id', 'position', ...columns],
      (db: JournalTransaction, { order_id, position, ...values }: EffectRecord) =>
        db.updateTable('perks_effect').set(values).where('order_id', '=', order_id).where('position', '=', position),
    );
    updates.set(key, update);
  }
  await update(tx, { ...effect, ...set });
}
