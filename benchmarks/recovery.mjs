import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@checkout-perks/database';
import { openOrders } from './open-orders.mjs';
import { printTable } from './print-table.mjs';

const ORDERS = 10_000;
const AT_ONCE = 64;
/** Longer ago than a lost request might still arrive. */
const AGO = 3_600_000;

/**
 * How long recovery takes to finish 10,000 orders that were interrupted between the effect at the provider and the line in
 * the journal that says so: each must be probed.
 */
export async function benchmarkRecovery() {
  const folder = await mkdtemp(join(tmpdir(), 'perks-bench-'));
  const url = `file:${join(folder, 'perks.db')}`;
  try {
    const before = await openOrders(url);
    await placeOrders(before);
    await before.perks.close();
    await forgetOutcomes(url);

    const after = await openOrders(url, { gift: before.gift });
    const from = performance.now();
    let worked = 0;
    for (;;) {
      const round = await after.perks.recover();
      if (round.worked + round.failed === 0) break;
      worked += round.worked;
    }
    const seconds = (performance.now() - from) / 1000;
    await expectCommitted(after.perks, before.ids);
    await after.perks.close();
    printTable(
      ['recovery', 'orders', 'seconds', 'per second'],
      [['interrupted after the effect, SQLite', worked, seconds, worked / seconds]],
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function placeOrders(opened) {
  opened.ids = [];
  const queue = Array.from({ length: ORDERS }, opened.newOrder).values();
  const worker = async () => {
    for (const { orderId, request } of queue) {
      opened.ids.push(orderId);
      await opened.perks.orders.reserve(orderId, request);
      await opened.perks.orders.commit(orderId);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Leaves the journal as a crash does right after each request was sent. */
async function forgetOutcomes(url) {
  const database = await openDatabase(url);
  const sentAt = Date.now() - AGO;
  await database.transact(async (tx) => {
    await tx.updateTable('perks_order').set({ state: 'committing', wake_at: sentAt }).execute();
    await tx
      .updateTable('perks_effect')
      .set({
        state: 'intended',
        since: sentAt,
        sent_at: sentAt,
        wake_at: sentAt,
        receipt_id: null,
        sealed_receipt: null,
      })
      .execute();
  });
  await database.close();
}

async function expectCommitted(perks, ids) {
  for (const id of [ids[0], ids.at(-1)]) {
    const { state } = await perks.orders.get(id);
    if (state !== 'committed') throw new Error(`An order is ${state} after recovery`);
  }
}
