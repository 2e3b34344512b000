import type { OrderState } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import type { JournalTransaction } from '../../journal/journal.ts';
import { prepare } from '../../journal/prepare.ts';
import type { JournalTables } from '../../journal/tables.ts';

/** States that give a lock up to a shopper who presents the code again. */
const ABANDONABLE: readonly OrderState[] = ['reserving', 'reserved', 'cancelled', 'expired', 'declined'];

const insertLock = prepare<JournalTables['perks_lock']>(['fingerprint', 'order_id'], (db, { fingerprint, order_id }) =>
  db
    .insertInto('perks_lock')
    .values({ fingerprint, order_id })
    .onConflict((conflict) => conflict.column('fingerprint').doNothing()),
);
const selectLost = prepare<{ orderId: string }, { position: number }>(['orderId'], (db, { orderId }) =>
  db
    .selectFrom('perks_gift')
    .leftJoin('perks_lock', (join) =>
      join
        .onRef('perks_lock.fingerprint', '=', 'perks_gift.fingerprint')
        .onRef('perks_lock.order_id', '=', 'perks_gift.order_id'),
    )
    .select('perks_gift.position')
    .where('perks_gift.order_id', '=', orderId)
    .where('perks_lock.order_id', 'is', null),
);

/**
 * Locks a gift code for an order. A shopper who presents the code again takes it over from an abandoned cart; an order that
 * is being committed, or that has spent the code, keeps it.
 *
 * @param fingerprints The code's fingerprints, the current one first
 * @throws {PerksError} `PERK_IN_USE` when another order keeps it
 */
export async function lockGift(
  tx: JournalTransaction,
  orderId: string,
  fingerprints: readonly string[],
): Promise<void> {
  const [fingerprint, ...older] = fingerprints;
  if (fingerprint === undefined) throw new PerksError('CONFIGURATION', { details: { option: 'secret' } });
  const lock = { fingerprint, order_id: orderId };
  // Nearly always nobody has it; asking first would put orders of other codes in each other's way on PostgreSQL.
  if (older.length === 0 && (await insertLock(tx, lock)).numAffectedRows !== 0n) return;

  const held = await tx
    .selectFrom('perks_lock')
    .innerJoin('perks_order', 'perks_order.id', 'perks_lock.order_id')
    .select(['perks_order.id', 'perks_order.state'])
    .where('perks_lock.fingerprint', 'in', fingerprints)
    .execute();
  const isKept = held.some(({ id, state }) => id !== orderId && !ABANDONABLE.includes(state));
  if (isKept) throw new PerksError('PERK_IN_USE');
  await tx.deleteFrom('perks_lock').where('fingerprint', 'in', fingerprints).execute();
  await insertLock(tx, lock);
}

/** Drops an order's locks but for codes that it has spent: those stay locked for ever. */
export async function unlockUnspent(tx: JournalTransaction, orderId: string): Promise<void> {
  await tx
    .deleteFrom('perks_lock')
    .where('order_id', '=', orderId)
    .where('fingerprint', 'not in', (select) =>
      select
        .selectFrom('perks_gift')
        .innerJoin('perks_effect', (join) =>
          join
            .onRef('perks_effect.order_id', '=', 'perks_gift.order_id')
            .onRef('perks_effect.gift_position', '=', 'perks_gift.position'),
        )
        .select('perks_gift.fingerprint')
        .where('perks_gift.order_id', '=', orderId)
        .where('perks_effect.kind', '=', 'activate')
        .where('perks_effect.state', '=', 'applied'),
    )
    .execute();
}

/** Tells whether an order still holds the locks of all its gift codes. */
export async function holdsAll(tx: JournalTransaction, orderId: string): Promise<boolean> {
  const { rows } = await selectLost(tx, { orderId });
  return rows.length === 0;
}
