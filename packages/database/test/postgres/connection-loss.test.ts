import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../src/contract/database.ts';
import { postgres } from '../dialects/postgres.ts';
import { type Shop, shopMigrations } from '../open-shop.ts';
import { openProxy } from './open-proxy.ts';
import { openShopServer, openWith } from './open-shop-server.ts';

const item = (name: string, stock = 1) => ({ name, stock });
const names = async (db: Database<Shop>) =>
  (await db.read.selectFrom('item').select('name').orderBy('name').execute()).map(({ name }) => name);

/** Has the server end connections to the same database, all but the one that asks. */
const endConnections = (db: Database<Shop>, pid?: number) =>
  sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and pid = coalesce(${pid ?? null}, pid)`.execute(
    db.read,
  );

const pidOf = async (tx: Parameters<Parameters<Database<Shop>['transact']>[0]>[0]) => {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
  return rows[0]?.pid ?? 0;
};

async function openThroughProxy(limits: Parameters<typeof openWith>[1] = {}) {
  const url = Object.assign(new URL(await postgres.emptyUrl()), { password: 'hunter2' }).href;
  const proxy = await openProxy(url);
  const direct = await openWith(url);
  await direct.migrate('shop', shopMigrations);
  return { proxy, direct, db: await openWith(proxy.url, limits) };
}

describe('a connection that the server ends', () => {
  it('while nobody uses it is replaced', async () => {
    const { db, url } = await openShopServer();
    const other = await openWith(url);
    await Promise.all([names(db), names(db), db.transact((tx) => tx.insertInto('item').values(item('cup')).execute())]);
    await endConnections(other);
    await db.transact((tx) => tx.insertInto('item').values(item('pot')).execute());
    expect(await names(db)).toEqual(['cup', 'pot']);
  });

  it('between two queries of a transaction has it run again, as if the first time had never been', async () => {
    const { db, url } = await openShopServer();
    const other = await openWith(url);
    let runs = 0;
    const run = await db.transact(async (tx) => {
      runs += 1;
      await tx.insertInto('item').values(item('cup', runs)).execute();
      if (runs === 1) await endConnections(other, await pidOf(tx));
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
    const { db, url } = await openShopServer();
    const other = await openWith(url);
    let runs = 0;
    await db.transact(async (tx) => {
      runs += 1;
      await tx.insertInto('item').values(item('cup', runs)).execute();
      if (runs > 1) return;
      const pid = await pidOf(tx);
      const slow = sql`select pg_sleep(20)`.execute(tx).catch(() => 'hidden');
      await sleep(50).then(() => endConnections(other, pid));
      await slow;
    });
    expect(runs).toBe(2);
    expect(await db.read.selectFrom('item').select(['name', 'stock']).execute()).toEqual([item('cup', 2)]);
  });

  it('after the last query of a transaction, and before its commit, has it run again', async () => {
    const { db, url } = await openShopServer();
    const other = await openWith(url);
    let runs = 0;
    await db.transact(async (tx) => {
      runs += 1;
      await tx.insertInto('item').values(item('cup', runs)).execute();
      if (runs > 1) return;
      await endConnections(other, await pidOf(tx));
      await sleep(100);
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
    const { db, url } = await openShopServer();
    const other = await openWith(url);
    await db.transact((tx) => tx.insertInto('item').values(item('cup')).execute());
    const began = performance.now();
    const reading = sql`select name, pg_sleep(0.5) from item`.execute(db.read);
    await sleep(150);
    await endConnections(other);
    expect((await reading).rows).toMatchObject([{ name: 'cup' }]);
    expect(performance.now() - began).toBeGreaterThan(640);
  });
});

describe('a server that is away', () => {
  it('for a second is waited for, and nothing is lost or done twice', async () => {
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
    await proxy.cut();
    const reading = names(db);
    const during = Array.from({ length: 20 }, (_, index) =>
      db.transact((tx) =>
        tx
          .insertInto('item')
          .values(item(`during ${10 + index}`))
          .execute(),
      ),
    );
    await sleep(1000);
    await proxy.mend();
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
    await proxy.cut();
    const insert = () => db.transact((tx) => tx.insertInto('item').values(item('cup')).execute());
    const thrown: unknown = await insert().catch((error: unknown) => error);
    expect(thrown).toMatchObject({ name: 'DatabaseError', code: 'DATABASE_UNREACHABLE', cause: expect.any(Error) });
    expect(inspect(thrown, { depth: 12, showHidden: true })).not.toContain('hunter2');
    await expect(names(db)).rejects.toMatchObject({ name: 'DatabaseError', code: 'DATABASE_UNREACHABLE' });
    await expect(db.migrate('shop', shopMigrations)).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });
    expect(await names(direct)).toEqual([]);
    await proxy.mend();
    await insert();
    expect(await names(db)).toEqual(['cup']);
  });

  it('without a word is given up as well', async () => {
    const { db, proxy } = await openThroughProxy({ patienceMs: 300, answerTimeoutMs: 200, connectTimeoutMs: 200 });
    await names(db);
    proxy.freeze();
    await expect(names(db)).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });
    const insert = db.transact((tx) => tx.insertInto('item').values(item('cup')).execute());
    await expect(insert).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });
  });

  it('does not keep anyone from closing', async () => {
    const { db, proxy } = await openThroughProxy();
    await names(db);
    await proxy.cut();
    await db.close();
    await expect(names(db)).rejects.toMatchObject({ code: 'DATABASE_CLOSED' });
  });
});

describe('a commit whose answer is lost', () => {
  it('is reported as unknown and not repeated, when it was done', async () => {
    const { db, proxy, direct } = await openThroughProxy();
    proxy.cutAt('commit', 'after');
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
    proxy.cutAt('commit', 'before');
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
