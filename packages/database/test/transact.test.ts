import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { loadSqliteDriver } from '../src/sqlite/sqlite-driver.ts';
import { countCommits } from './count-commits.ts';
import { openShop } from './open-shop.ts';

const item = (name: string, stock = 1) => ({ name, stock });

describe('transact', () => {
  it('returns what the work returns, and its changes can be read', async () => {
    const { db } = await openShop();
    const id = await db.transact(async (tx) => {
      const { insertId } = await tx.insertInto('item').values(item('cup')).executeTakeFirstOrThrow();
      return Number(insertId);
    });
    expect(await db.read.selectFrom('item').selectAll().execute()).toEqual([{ id, name: 'cup', stock: 1 }]);
  });

  it('shows its changes to itself, and to readers only once committed', async () => {
    const { db } = await openShop();
    const names = () => db.read.selectFrom('item').select('name').execute();
    let inside: unknown;
    let outside: unknown;
    await db.transact(async (tx) => {
      await tx.insertInto('item').values(item('cup')).execute();
      inside = await tx.selectFrom('item').select('name').execute();
      outside = await names();
    });
    expect(inside).toEqual([{ name: 'cup' }]);
    expect(outside).toEqual([]);
    expect(await names()).toEqual([{ name: 'cup' }]);
  });

  it('shows no reader an earlier transaction of a batch that is still open', async () => {
    const { db } = await openShop();
    let seen: unknown;
    await Promise.all([
      db.transact((tx) => tx.insertInto('item').values(item('cup')).execute()),
      db.transact(async () => {
        seen = await db.read.selectFrom('item').selectAll().execute();
      }),
    ]);
    expect(seen).toEqual([]);
  });

  it('has the commit on disk when it resolves', async () => {
    const { db, path } = await openShop();
    const before = countCommits(path);
    let then = 0;
    await db
      .transact((tx) => tx.insertInto('item').values(item('cup')).execute())
      .then(() => {
        then = countCommits(path);
      });
    expect(then).toBe(before + 1);
  });

  it('syncs each commit and enforces foreign keys', async () => {
    const { db } = await openShop();
    const pragma = (name: string) => db.transact((tx) => sql.raw(`pragma ${name}`).execute(tx));
    expect((await pragma('synchronous')).rows).toEqual([{ synchronous: 2 }]);
    expect((await pragma('journal_mode')).rows).toEqual([{ journal_mode: 'wal' }]);
    expect((await pragma('foreign_keys')).rows).toEqual([{ foreign_keys: 1 }]);
  });

  it('rolls a failing transaction of a batch back alone and rejects with what was thrown', async () => {
    const { db, path } = await openShop();
    const before = countCommits(path);
    const reason = new Error('sold out');
    const results = await Promise.allSettled([
      db.transact((tx) => tx.insertInto('item').values(item('cup')).execute()),
      db.transact(async (tx) => {
        await tx.insertInto('item').values(item('pot')).execute();
        await tx.updateTable('item').set({ stock: 99 }).execute();
        throw reason;
      }),
      db.transact((tx) => tx.insertInto('item').values(item('tea')).execute()),
      db.transact((tx) => tx.insertInto('item').values(item('cup')).execute()),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect(results[1]).toEqual({ status: 'rejected', reason });
    expect(await db.read.selectFrom('item').select(['name', 'stock']).execute()).toEqual([item('cup'), item('tea')]);
    expect(countCommits(path)).toBe(before + 1);
  });

  it('rejects when the work throws before it returns a promise', async () => {
    const { db } = await openShop();
    const thrower = () => {
      throw new Error('at once');
    };
    await expect(db.transact(thrower)).rejects.toThrow('at once');
    await expect(db.transact(async () => 'next')).resolves.toBe('next');
  });

  it('keeps 1000 concurrent increments exact', async () => {
    const { db } = await openShop();
    await db.transact((tx) => tx.insertInto('item').values(item('cup', 0)).execute());
    const increments = Array.from({ length: 1000 }, () =>
      db.transact(async (tx) => {
        const { stock } = await tx.selectFrom('item').select('stock').executeTakeFirstOrThrow();
        await tx
          .updateTable('item')
          .set({ stock: stock + 1 })
          .execute();
      }),
    );
    await Promise.all(increments);
    expect(await db.read.selectFrom('item').select('stock').executeTakeFirst()).toEqual({ stock: 1000 });
  });

  it('commits what one turn asked for at once, and 128 at most', async () => {
    const { db, path } = await openShop();
    const insert = (from: number, count: number) =>
      Promise.all(
        Array.from({ length: count }, (_, index) =>
          db.transact((tx) =>
            tx
              .insertInto('item')
              .values(item(`item ${from + index}`))
              .execute(),
          ),
        ),
      );
    const before = countCommits(path);
    await insert(0, 100);
    expect(countCommits(path) - before).toBe(1);
    await insert(100, 300);
    expect(countCommits(path) - before).toBe(1 + 3);
    for (let index = 0; index < 5; index += 1) await insert(400 + index, 1);
    expect(countCommits(path) - before).toBe(1 + 3 + 5);
  });

  it('keeps one order for all, and takes what arrives during a batch into the next', async () => {
    const { db, path } = await openShop();
    const order: string[] = [];
    const insert = (name: string) =>
      db.transact(async (tx) => {
        await tx.insertInto('item').values(item(name)).execute();
        order.push(name);
      });
    let call = (): void => {};
    const called = new Promise<void>((resolve) => {
      call = resolve;
    });
    const late = called.then(() => {
      order.push('late asked');
      return insert('late');
    });
    const before = countCommits(path);
    const early = [db.transact(async () => call()), insert('one'), insert('two')];
    await Promise.all(early);
    expect(countCommits(path) - before).toBe(1);
    order.push('committed');
    await late;
    expect(order).toEqual(['late asked', 'one', 'two', 'committed', 'late']);
    expect(countCommits(path) - before).toBe(2);
  });

  it('rejects all of a batch whose commit fails, and keeps nothing of it', async () => {
    const { db, path } = await openShop();
    await db.migrate('deferred', {
      '001': {
        up: async (tx) => {
          await sql`create table part (item integer references item (id) deferrable initially deferred)`.execute(tx);
        },
      },
    });
    const parts = db.as<{ part: { item: number } }>();
    const results = await Promise.allSettled([
      db.transact((tx) => tx.insertInto('item').values(item('cup')).execute()),
      parts.transact((tx) => tx.insertInto('part').values({ item: 404 }).execute()),
      db.transact(async () => {
        throw new Error('judged by what was never committed');
      }),
    ]);
    for (const result of results) expect(result).toMatchObject({ reason: { code: 'DATABASE_COMMIT_FAILED' } });
    expect(await db.read.selectFrom('item').selectAll().execute()).toEqual([]);

    const { DatabaseSync } = await loadSqliteDriver();
    const other = new DatabaseSync(path);
    other.exec("begin immediate; insert into item (name, stock) values ('tea', 1); commit");
    other.close();
    await db.transact((tx) => tx.insertInto('item').values(item('pot')).execute());
    expect(await db.read.selectFrom('item').selectAll().execute()).toEqual([
      { id: 1, ...item('tea') },
      { id: 2, ...item('pot') },
    ]);
  });

  it('commits nothing piecemeal when the database itself rolls a batch back', async () => {
    const { db } = await openShop();
    await db.migrate('trap', {
      '001': {
        up: async (tx) => {
          const trap = sql`create trigger trap before insert on item when new.stock < 0 begin select raise(rollback, 'trapped'); end`;
          await trap.execute(tx);
        },
      },
    });
    const results = await Promise.allSettled([
      db.transact((tx) => tx.insertInto('item').values(item('cup')).execute()),
      db.transact(async (tx) => {
        const insert = (name: string, stock: number) => tx.insertInto('item').values(item(name, stock)).execute();
        await Promise.allSettled([insert('bad', -1), insert('beside', 1)]);
        await insert('after', 1).catch(() => {});
      }),
      db.transact((tx) => tx.insertInto('item').values(item('tea')).execute()),
    ]);
    expect(results[0]).toMatchObject({ reason: { code: 'DATABASE_ROLLED_BACK' } });
    expect(results[1]).toMatchObject({ reason: { code: 'DATABASE_ROLLED_BACK' } });
    expect(results[2]?.status).toBe('fulfilled');
    expect(await db.read.selectFrom('item').select('name').execute()).toEqual([{ name: 'tea' }]);
  });

  it('answers no query after its work is over', async () => {
    const { db } = await openShop();
    const leaked = await db.transact(async (tx) => ({ tx }));
    const late = leaked.tx.insertInto('item').values(item('cup')).execute();
    await expect(late).rejects.toMatchObject({ code: 'DATABASE_TRANSACTION_ENDED' });
    expect(await db.read.selectFrom('item').selectAll().execute()).toEqual([]);
  });

  it("refuses to be called by a running transaction's work", async () => {
    const { db } = await openShop();
    const codes = await db.transact(async (tx) => {
      await tx.insertInto('item').values(item('cup')).execute();
      const attempts = [db.transact(async () => 1), db.as().transact(async () => 1), db.migrate('x', {}), db.close()];
      const results = await Promise.allSettled(attempts);
      return results.map((result) => (result.status === 'rejected' ? result.reason.code : 'went through'));
    });
    expect(codes).toEqual(Array(4).fill('DATABASE_TRANSACTION_NESTED'));
    expect(await db.read.selectFrom('item').select('name').execute()).toEqual([{ name: 'cup' }]);
  });

  it('may be called by what a finished work left behind, and beside the work of another database', async () => {
    const { db } = await openShop();
    const other = (await openShop()).db;
    let left: Promise<unknown> | undefined;
    await db.transact(async () => {
      left = sleep(1).then(() => db.transact((tx) => tx.insertInto('item').values(item('cup')).execute()));
      await other.transact((tx) => tx.insertInto('item').values(item('pot')).execute());
    });
    await left;
    expect(await db.read.selectFrom('item').select('name').execute()).toEqual([{ name: 'cup' }]);
    expect(await other.read.selectFrom('item').select('name').execute()).toEqual([{ name: 'pot' }]);
  });

  it("runs the work in its own caller's async context", async () => {
    const { db } = await openShop();
    const request = new AsyncLocalStorage<number>();
    const seen = await Promise.all(
      [1, 2, 3].map((id) => request.run(id, () => db.transact(async () => request.getStore()))),
    );
    expect(seen).toEqual([1, 2, 3]);
  });
});
