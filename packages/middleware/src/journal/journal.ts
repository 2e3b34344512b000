import type { Database } from '@checkout-perks/database';
import type { Kysely, Selectable } from 'kysely';
import type { Sealer } from '../secrets/sealer.ts';
import { migrations } from './migrations.ts';
import { prepare } from './prepare.ts';
import type { EffectTable, GiftTable, JournalTables, OrderTable } from './tables.ts';

export type OrderRecord = Selectable<OrderTable>;
export type GiftRecord = Selectable<GiftTable>;
export type EffectRecord = Selectable<EffectTable>;
export type JournalTransaction = Kysely<JournalTables>;

/** An order with everything that hangs on it. */
export interface OrderFile {
  order: OrderRecord;
  gifts: GiftRecord[];
  effects: EffectRecord[];
}

/** The durable record of every order and every side effect, written before the effect. */
export interface Journal {
  readonly sealer: Sealer;
  /** Runs `work` in one durable transaction. */
  transact<T>(work: (tx: JournalTransaction) => Promise<T>): Promise<T>;
  /** Reads what is committed. */
  readonly read: JournalTransaction;
  /** Reads an order whole; inside a transaction when one is given. */
  load(orderId: string, within?: JournalTransaction): Promise<OrderFile | undefined>;
}

interface OrderKey {
  orderId: string;
}

const selectOrder = prepare<OrderKey, OrderRecord>(['orderId'], (db, { orderId }) =>
  db.selectFrom('perks_order').selectAll().where('id', '=', orderId),
);
const selectGifts = prepare<OrderKey, GiftRecord>(['orderId'], (db, { orderId }) =>
  db.selectFrom('perks_gift').selectAll().where('order_id', '=', orderId).orderBy('position'),
);
const selectEffects = prepare<OrderKey, EffectRecord>(['orderId'], (db, { orderId }) =>
  db.selectFrom('perks_effect').selectAll().where('order_id', '=', orderId).orderBy('position'),
);

/** Opens the journal in a database, bringing its tables up to date. */
export async function openJournal(database: Database<unknown>, sealer: Sealer): Promise<Journal> {
  const own = database.as<JournalTables>();
  await own.migrate('perks', migrations);

  return {
    sealer,
    transact: (work) => own.transact(work),
    read: own.read,
    async load(orderId, within = own.read) {
      const [order] = (await selectOrder(within, { orderId })).rows;
      if (!order) return undefined;
      const { rows: gifts } = await selectGifts(within, { orderId });
      const { rows: effects } = await selectEffects(within, { orderId });
      return { order, gifts, effects };
    },
  };
}
