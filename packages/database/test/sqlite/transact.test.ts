import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { loadSqliteDriver } from '../../src/sqlite/sqlite-driver.ts';
import { countCommits } from './count-commits.ts';
import { openShopFile } from './open-shop-file.ts';

const item = (name: string, stock = 1) => ({ name, stock });

describe('transact on SQLite', () => {
  it('shows no reader an earlier transaction of a batch that is still open', async () => {
    const { db } = await openShopFile();
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
    const { db, path } = await openShopFile();
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
    const { db } = await openShopFile();
    const pragma = (name: string) => db.transact((tx) => sql.raw(`pragma ${name}`).execute(tx));
    expect((await pragma('synchronous')).rows).toEqual([{ synchronous: 2 }]);
    expect((await pragma('journal_mode')).rows).toEqual([{ journal_mode: 'wal' }]);
    expect((await pragma('foreign_keys')).rows).toEqual([{ foreign_keys: 1 }]);
  });

  it('rolls a failing transaction of a batch back alone and rejects with what was thrown', async () => {
    const { db, path } = await openShopFile();
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

  it('commits what one turn asked for at once, and 128 at most', async () => {
    const { db, path } = await openShopFile();
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
    const { db, path } = await openShopFile();
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
    const { db, path } = await openShopFile();
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
    const { db } = await openShopFile();
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
});
