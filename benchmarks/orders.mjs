import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, startPostgres } from '@checkout-perks/test-postgres';
import { measureRawPostgres } from './measure-raw-postgres.mjs';
import { measureRawSqlite } from './measure-raw-sqlite.mjs';
import { openOrders } from './open-orders.mjs';
import { printTable } from './print-table.mjs';
import { spread } from './spread.mjs';

const ROUNDS = 3;
const ORDERS = 1500;
const AT_ONCE = 64;

/**
 * Orders per second, each reserved and committed with one gift code, in process, on SQLite with `synchronous=FULL` and on
 * PostgreSQL; each beside durable one-row transactions of the same database in the same rounds.
 */
export async function benchmarkOrders() {
  const folder = await mkdtemp(join(tmpdir(), 'perks-bench-'));
  const server = await startPostgres({ durable: true });
  const figures = new Map();
  const note = (name, value) => figures.set(name, [...(figures.get(name) ?? []), value]);
  try {
    const raw = await createTestDatabase(server.url);
    const sqlite = await openOrders(`file:${join(folder, 'perks.db')}`);
    const postgres = await openOrders((await createTestDatabase(server.url)).url);
    for (let round = 0; round < ROUNDS; round += 1) {
      note('raw SQLite, one row a transaction', measureRawSqlite(join(folder, `raw-${round}.db`)));
      note('SQLite, orders', await ordersPerSecond(sqlite));
      note('raw PostgreSQL, one row a transaction', await measureRawPostgres(raw.url));
      note('PostgreSQL, orders', await ordersPerSecond(postgres));
    }
    await sqlite.perks.close();
    await postgres.perks.close();
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }

  const rows = ['SQLite', 'PostgreSQL'].flatMap((name) => {
    const bare = `raw ${name}, one row a transaction`;
    return [bare, `${name}, orders`].map((row) => {
      const { min, median, max } = spread(figures.get(row));
      return [row, min, median, max, median / spread(figures.get(bare)).median];
    });
  });
  printTable(['per second', 'min', 'median', 'max', '× raw'], rows);
  console.log(`\n${AT_ONCE} orders at the same time; an order is a reserve and a commit with one gift code.`);
}

async function ordersPerSecond({ perks, newOrder }) {
  const orders = Array.from({ length: ORDERS }, newOrder);
  const queue = orders.values();
  const from = performance.now();
  const worker = async () => {
    for (const { orderId, request } of queue) {
      await perks.orders.reserve(orderId, request);
      const { state } = await perks.orders.commit(orderId);
      if (state !== 'committed') throw new Error(`An order is ${state}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return ORDERS / ((performance.now() - from) / 1000);
}
