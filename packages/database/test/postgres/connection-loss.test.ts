import { inspect } from 'node:util';
import { until } from '@checkout-perks/test-kit/until';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../src/contract/database.ts';
import { postgres } from '../dialects/postgres.ts';
import { type Shop, shopMigrations } from '../open-shop.ts';
import { openProxy } from './open-proxy.ts';
import { openShopServer, openWith } from './open-shop-server.ts';
import { endConnections, pidOf, untilLocked, untilWorking } from './watch-backends.ts';

const item = (name: string, stock = 1) => ({ name, stock });
const names = async (db: Database<Shop>) =>
  (await db.read.selectFrom('item').select('name').orderBy('name').execute()).map(({ name }) => name);

async function openThroughProxy(limits: Parameters<typeof openWith>[1] = {}) {
  const url = Object.assign(new URL(await postgres.emptyUrl()), { password: 'hunter2' }).href;
  const proxy = await openProxy(url);
  const direct = await openWith(url);
  await direct.migrate('shop', shopMigrations);
  return { proxy, direct, db: await openWith(proxy.url, limits) };
}

describe('a connection that the server ends', () => {
  it('while nobody uses it is replaced', async () => {
    const { db, other } = await openShopServer();
    await Promise.all([names(db), names(db), db.transact((tx) => tx.insertInto('item').values(item('cup')).execute())]);
    await endConnections(other);
    await db.transact((tx) => tx.insertInto('item').values(item('pot')).execute());
    expect(await names(db)).toEqual(['cup', 'pot']);
  });

  it('between two queries of a transaction has it run again, as if the first time had never been', async () => {
    const { db, other } = await openShopServer();
    let runs = 0;
    const run = await db.transact(async (tx) => {
      runs += 1;
      await tx.insertInto('item').values(item('cup', runs)).execute();
      if (runs === 1) await endConnections(other, [await pidOf(tx)]);
      await tx.insertInto('item').values(item('pot', runs)).execute();
      return runs;
    });
    expect(run).toBe(2);
    expect(await db.read.selectFrom('item').select(['name', 'stock']).orderBy('name').execute()).toEqual([
      item('cup', 2),
      item('pot', 2),
    ]);
  });

  it('under a query of a transaction has it run again, also when the work hides the error', async () => {
    const { db, other } = await openShopServer();
    let runs = 0;
    await db.transact(async (tx) => {
      runs += 1;
      await tx.insertInto('item').values(item('cup', runs)).execute();
      if (runs > 1) return;
      // Time: the connection is ended while it sleeps.
      const slow = sql`select pg_sleep(600)`.execute(tx).catch(() => 'hidden');
      await endConnections(other, [await untilWorking(other, 'pg_sleep(600)')]);
      expect(await slow).toBe('hidden');
    });
    expect(runs).toBe(2);
    expect(await db.read.selectFrom('item').select(['name', 'stock']).execute()).toEqual([item('cup', 2)]);
  });

  it('after the last query of a transaction, and before its commit, has it run again', async () => {
    const { db, other } = await openShopServer();
    let runs = 0;
    await db.transact(async (tx) => {
      runs += 1;
      await tx.insertInto('item').values(item('cup', runs)).execute();
      if (runs > 1) return;
      await endConnections(other, [await pidOf(tx)]);
    });
    expect(runs).toBe(2);
    expect(await db.read.selectFrom('item').select(['name', 'stock']).execute()).toEqual([item('cup', 2)]);
  });

  it('or that only reads now, as after a failover, is replaced', async () => {
    const { db } = await openShopServer();
    const pids: number[] = [];
    await db.transact(async (tx) => {
      pids.push(await pidOf(tx));
      if (pids.length === 1) await sql`set transaction read only`.execute(tx);
      await tx.insertInto('item').values(item('cup', pids.length)).execute();
    });
    expect(new Set(pids).size).toBe(2);
    expect(await db.read.selectFrom('item').select(['name', 'stock']).execute()).toEqual([item('cup', 2)]);
  });

  it('under a read has it asked again', async () => {
    const { db, other } = await openShopServer();
    await db.transact((tx) => tx.insertInto('item').values(item('cup')).execute());
    const reading = { answer: Promise.resolve<unknown>(undefined), pids: [] as number[] };
    await other.transact(async (theirs) => {
      await sql`lock table item in access exclusive mode`.execute(theirs);
      reading.answer = sql`select name from item`.execute(db.read).then(({ rows }) => rows);
      const [pid = 0] = await untilLocked(other);
      await endConnections(other, [pid]);
      reading.pids = [pid, ...(await untilLocked(other))];
    });
    expect(await reading.answer).toEqual([{ name: 'cup' }]);
    expect(new Set(reading.pids).size).toBe(2);
  });
});

describe('a server that is away', () => {
  it('for a while is waited for, and nothing is lost or done twice', async () => {
    const { db, proxy } = await openThroughProxy();
    await names(db);
    const before = Array.from({ length: 20 }, (_, index) =>
      db.transact((tx) =>
        tx
          .insertInto('item')
          .values(item(`before ${10 + index}`))
          .execute(),
      ),
    );
    await before[0];
    proxy.cut();
    const reading = names(db);
    const during = Array.from({ length: 20 }, (_, index) =>
      db.transact((tx) =>
        tx
          .insertInto('item')
          .values(item(`during ${10 + index}`))
          .execute(),
      ),
    );
    const turnedAway = proxy.turnedAway();
    await until(() => proxy.turnedAway() >= turnedAway + 10);
    proxy.mend();
    const results = await Promise.allSettled([...before, ...during]);
    // A commit that was under way may have been lost with its answer; that is said, and no other error is given.
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'DATABASE_COMMIT_FAILED' });
    }
    expect(inspect(results, { depth: 12, showHidden: true })).not.toContain('hunter2');
    expect(results.slice(20).map(({ status }) => status)).toEqual(Array(20).fill('fulfilled'));
    expect(await reading).toContain('before 10');
    expect((await names(db)).filter((name) => name.startsWith('during'))).toHaveLength(20);
  });

  it('for too long is given up, and found again once it is back', async () => {
    const { db, proxy, direct } = await openThroughProxy({ patienceMs: 300 });
    proxy.cut();
    const insert = () => db.transact((tx) => tx.insertInto('item').values(item('cup')).execute());
    const thrown: unknown = await insert().catch((error: unknown) => error);
    expect(thrown).toMatchObject({ name: 'DatabaseError', code: 'DATABASE_UNREACHABLE', cause: expect.any(Error) });
    expect(inspect(thrown, { depth: 12, showHidden: true })).not.toContain('hunter2');
    await expect(names(db)).rejects.toMatchObject({ name: 'DatabaseError', code: 'DATABASE_UNREACHABLE' });
    await expect(db.migrate('shop', shopMigrations)).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });
    expect(await names(direct)).toEqual([]);
    proxy.mend();
    await insert();
    expect(await names(db)).toEqual(['cup']);
  });

  it('without a word is given up as well', async () => {
    const { db, proxy } = await openThroughProxy({ patienceMs: 300, answerTimeoutMs: 200, connectTimeoutMs: 200 });
    // On a busy machine an ordinary answer may take longer than the limits, which are for the frozen server.
    await until(() => names(db).catch(() => false as const));
    proxy.freeze();
    await expect(names(db)).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });
    const insert = db.transact((tx) => tx.insertInto('item').values(item('cup')).execute());
    await expect(insert).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });
  });

  it('does not keep anyone from closing', async () => {
    const { db, proxy } = await openThroughProxy();
    await names(db);
    proxy.cut();
    await db.close();
    await expect(names(db)).rejects.toMatchObject({ code: 'DATABASE_CLOSED' });
  });
});

describe('a commit whose answer is lost', () => {
  it('is reported as unknown and not repeated, when it was done', async () => {
    const { db, proxy, direct } = await openThroughProxy();
    proxy.cutAt('commit\0', 'after');
    let runs = 0;
    const insert = db.transact((tx) => {
      runs += 1;
      return tx.insertInto('item').values(item('cup')).execute();
    });
    const thrown: unknown = await insert.catch((error: unknown) => error);
    expect(thrown).toMatchObject({ name: 'DatabaseError', code: 'DATABASE_COMMIT_FAILED', cause: expect.any(Error) });
    expect(inspect(thrown, { depth: 12, showHidden: true })).not.toContain('hunter2');
    expect(runs).toBe(1);
    expect(await names(direct)).toEqual(['cup']);
  });

  it('is reported as unknown and not repeated, when it was not done', async () => {
    const { db, proxy, direct } = await openThroughProxy();
    proxy.cutAt('commit\0', 'before');
    let runs = 0;
    const insert = db.transact((tx) => {
      runs += 1;
      return tx.insertInto('item').values(item('cup')).execute();
    });
    await expect(insert).rejects.toMatchObject({ name: 'DatabaseError', code: 'DATABASE_COMMIT_FAILED' });
    expect(runs).toBe(1);
    expect(await names(direct)).toEqual([]);
  });
});
