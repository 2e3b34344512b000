import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '@checkout-perks/test-kit/until';
import { createTestDatabase } from '@checkout-perks/test-postgres';
import { type Kysely, sql } from 'kysely';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import type { Shop } from '../open-shop.ts';
import { runChild } from '../run-child.ts';
import { openShopServer, openWith } from './open-shop-server.ts';

const item = (name: string, stock = 1) => ({ name, stock });
const addTo = (tx: Kysely<Shop>, name: string) =>
  tx
    .updateTable('item')
    .set((row) => ({ stock: row('stock', '+', 1) }))
    .where('name', '=', name)
    .execute();

describe('transact on PostgreSQL', () => {
  it('is serializable and waits for the disk, whatever the server would do by itself', async () => {
    const { url, drop } = await createTestDatabase(inject('postgresUrl'));
    onTestFinished(drop);
    const name = new URL(url).pathname.slice(1);
    const careless = await openWith(url);
    await careless.transact((tx) => sql.raw(`alter database ${name} set synchronous_commit = off`).execute(tx));
    const fresh = await openWith(url);
    const settings = await fresh.transact(async (tx) => {
      const show = async (setting: string) => (await sql.raw(`show ${setting}`).execute(tx)).rows[0];
      return Object.assign({}, await show('transaction_isolation'), await show('synchronous_commit'));
    });
    expect(settings).toEqual({ transaction_isolation: 'serializable', synchronous_commit: 'on' });
  });

  it('keeps 200 concurrent read-modify-writes from two sets of connections exact', async () => {
    const { db, url } = await openShopServer();
    const both = [db, await openWith(url)];
    await db.transact((tx) => tx.insertInto('item').values(item('cup', 0)).execute());
    const seen = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        (both[index % 2] ?? db).transact(async (tx) => {
          const { stock } = await tx.selectFrom('item').select('stock').executeTakeFirstOrThrow();
          await tx
            .updateTable('item')
            .set({ stock: stock + 1 })
            .execute();
          return stock;
        }),
      ),
    );
    expect(new Set(seen).size).toBe(200);
    expect(await db.read.selectFrom('item').select('stock').executeTakeFirst()).toEqual({ stock: 200 });
  });

  it('lets transactions that have nothing to do with each other run side by side', async () => {
    const { db } = await openShopServer();
    let begun = 0;
    const meet = () =>
      db.transact(async (tx) => {
        begun += 1;
        await sql`select 1`.execute(tx);
        await until(() => begun === 2);
        return begun;
      });
    expect(await Promise.all([meet(), meet()])).toEqual([2, 2]);
  });

  it('resolves a deadlock', async () => {
    const { db } = await openShopServer();
    await db.transact((tx) =>
      tx
        .insertInto('item')
        .values([item('cup', 0), item('pot', 0)])
        .execute(),
    );
    const holding = new Set<string>();
    let runs = 0;
    const both = (first: string, second: string) =>
      db.transact(async (tx) => {
        runs += 1;
        await addTo(tx, first);
        holding.add(first);
        await until(() => holding.size === 2);
        await addTo(tx, second);
      });
    await Promise.all([both('cup', 'pot'), both('pot', 'cup')]);
    expect(runs).toBeGreaterThan(2);
    const stocks = await db.read.selectFrom('item').select('stock').execute();
    expect(stocks).toEqual([{ stock: 2 }, { stock: 2 }]);
  });

  it('runs work again that hides a conflict', async () => {
    const { db, other } = await openShopServer();
    await db.transact((tx) => tx.insertInto('item').values(item('cup', 0)).execute());
    let runs = 0;
    const result = await db.transact(async (tx) => {
      runs += 1;
      await tx.selectFrom('item').selectAll().execute();
      if (runs === 1) await other.transact((theirs) => addTo(theirs, 'cup'));
      return addTo(tx, 'cup').then(
        () => 'done',
        () => 'hidden',
      );
    });
    expect([runs, result]).toEqual([2, 'done']);
    expect(await db.read.selectFrom('item').select('stock').execute()).toEqual([{ stock: 2 }]);
  });

  it('keeps nothing when a query fails that the work did not wait for', async () => {
    const { db } = await openShopServer();
    await db.transact((tx) => tx.insertInto('item').values(item('cup')).execute());
    const hasty = db.transact(async (tx) => {
      await tx.insertInto('item').values(item('pot')).execute();
      tx.insertInto('item')
        .values(item('cup'))
        .execute()
        .catch(() => {});
      await sleep(0);
      return 'fine';
    });
    await expect(hasty).rejects.toMatchObject({ code: 'DATABASE_ROLLED_BACK' });
    expect(await db.read.selectFrom('item').select('name').execute()).toEqual([{ name: 'cup' }]);
  });

  it('gives up when others are in the way all the time, with nothing applied', async () => {
    const { db, other } = await openShopServer({ patienceMs: 200 });
    await other.transact((tx) => tx.insertInto('item').values(item('cup', 0)).execute());
    let runs = 0;
    const hopeless = db.transact(async (tx) => {
      runs += 1;
      await tx.insertInto('item').values(item('ours')).execute();
      await other.transact((theirs) => addTo(theirs, 'cup'));
      await addTo(tx, 'cup');
    });
    await expect(hopeless).rejects.toMatchObject({ name: 'DatabaseError', code: 'DATABASE_BUSY' });
    expect(await db.read.selectFrom('item').select(['name', 'stock']).execute()).toEqual([item('cup', runs)]);
  });

  it('gives up when somebody holds a lock or a statement takes too long, with nothing applied', async () => {
    const { db, other } = await openShopServer({ lockTimeoutMs: 100, statementTimeoutMs: 300 });
    await other.transact((tx) => tx.insertInto('item').values(item('cup', 0)).execute());
    await other.transact(async (theirs) => {
      await addTo(theirs, 'cup');
      const ours = db.transact(async (tx) => {
        await tx.insertInto('item').values(item('ours')).execute();
        await addTo(tx, 'cup');
      });
      await expect(ours).rejects.toMatchObject({ name: 'DatabaseError', code: 'DATABASE_BUSY' });
    });
    // Time: only the limit under test ends these.
    const slow = db.transact((tx) => sql`select pg_sleep(600)`.execute(tx));
    await expect(slow).rejects.toMatchObject({ code: 'DATABASE_BUSY' });
    await expect(sql`select pg_sleep(600)`.execute(db.read)).rejects.toMatchObject({ code: 'DATABASE_BUSY' });
    expect(await other.read.selectFrom('item').select(['name', 'stock']).execute()).toEqual([item('cup', 1)]);
  });

  it('ends work that never settles, undoes it alone, and goes on', async () => {
    const { db } = await openShopServer({ stallTimeoutMs: 300 });
    const insert = (tx: Kysely<Shop>, name: string) => tx.insertInto('item').values(item(name)).execute();
    let leaked: Kysely<Shop> | undefined;
    const results = await Promise.allSettled([
      db.transact((tx) => insert(tx, 'before')),
      db.transact(async (tx) => {
        leaked = tx;
        await insert(tx, 'stalled');
        await new Promise(() => {});
      }),
      db.transact((tx) => insert(tx, 'after')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { code: 'DATABASE_TRANSACTION_STALLED' } });
    await expect(leaked && insert(leaked, 'late')).rejects.toMatchObject({ code: 'DATABASE_TRANSACTION_ENDED' });
    const rows = await db.read.selectFrom('item').select('name').orderBy('name').execute();
    expect(rows).toEqual([{ name: 'after' }, { name: 'before' }]);
  });

  it('does not run work again that hides a conflict and then never settles', async () => {
    const { db, other } = await openShopServer({ stallTimeoutMs: 300 });
    await other.transact((tx) => tx.insertInto('item').values(item('cup', 0)).execute());
    let runs = 0;
    const stuck = db.transact(async (tx) => {
      runs += 1;
      await tx.selectFrom('item').selectAll().execute();
      await other.transact((theirs) => addTo(theirs, 'cup'));
      await addTo(tx, 'cup').catch(() => {});
      await new Promise(() => {});
    });
    await expect(stuck).rejects.toMatchObject({ code: 'DATABASE_TRANSACTION_STALLED' });
    expect(runs).toBe(1);
  });

  it('does not bear with many short waits', async () => {
    const { db } = await openShopServer({ stallTimeoutMs: 300 });
    const dawdling = db.transact(async (tx) => {
      for (;;) {
        // Time: however long the waits are, together they exceed the limit under test.
        await sleep(20);
        await sql`select 1`.execute(tx);
      }
    });
    await expect(dawdling).rejects.toMatchObject({ code: 'DATABASE_TRANSACTION_STALLED' });
  });

  it('closes although work never settles', async () => {
    const { db } = await openShopServer({ stallTimeoutMs: 300 });
    const stalled = db.transact(() => new Promise(() => {})).catch((error: unknown) => error);
    await db.close();
    expect(await stalled).toMatchObject({ code: 'DATABASE_TRANSACTION_STALLED' });
  });

  it('has a process end although it is open, once nothing is under way', async () => {
    const { url } = await openShopServer();
    expect(await runChild('leave-open.mjs', url).ended).toMatchObject({ code: 0, output: '[]\n' });
  });
});
