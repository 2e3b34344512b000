import { inspect } from 'node:util';
import { createTestDatabase } from '@checkout-perks/test-postgres';
import { type Kysely, type Migration, sql } from 'kysely';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/open/open-database.ts';
import { postgres } from '../dialects/postgres.ts';
import { type Shop, shopMigrations } from '../open-shop.ts';
import { openShopServer, openWith } from './open-shop-server.ts';
import { untilLocked } from './watch-backends.ts';

/** The server's URL with a password, which it does not ask for, and with parts that lead nowhere. */
function misleading(parts: Partial<Pick<URL, 'port' | 'hostname' | 'pathname' | 'username'>>): string {
  return Object.assign(new URL(inject('postgresUrl')), { password: 'hunter2' }, parts).href;
}

describe('a postgres: URL', () => {
  it('may begin with postgresql:', async () => {
    const db = await openWith((await postgres.emptyUrl()).replace('postgres:', 'postgresql:'));
    expect(db.dialect).toBe('postgres');
  });

  it.each([
    ['a port where nobody listens', { port: '1' }],
    ['a host that is not there', { hostname: 'nowhere.invalid' }],
    ['a database that is not there', { pathname: '/nowhere' }],
    ['a user who is not there', { username: 'nobody' }],
  ])('of %s is refused, without the password', async (_name, parts) => {
    const thrown: unknown = await openDatabase(misleading(parts)).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ name: 'DatabaseError', code: 'DATABASE_OPEN_FAILED', cause: expect.any(Error) });
    expect(String(thrown)).toContain('PostgreSQL');
    expect(inspect(thrown, { depth: 9, showHidden: true })).not.toContain('hunter2');
  });
});

describe('a query that the server refuses', () => {
  it('rejects with an error that holds no stored value, and names what was broken', async () => {
    const { db } = await openShopServer();
    const insert = (name: string, stock: unknown) =>
      db.transact((tx) => sql`insert into item (name, stock) values (${name}, ${stock})`.execute(tx));
    await insert('hunter2', 1);
    const thrown = await Promise.all(
      [insert('hunter2', 1), insert('new', 'hunter2'), insert('hunter2-null', null)].map((failing) =>
        failing.catch((error: unknown) => error),
      ),
    );
    expect(thrown).toMatchObject([
      { name: 'PostgresError', code: '23505', table: 'item', constraint: 'item_name_key' },
      { name: 'PostgresError', code: '22P02' },
      { name: 'PostgresError', code: '23502', table: 'item', column: 'stock' },
    ]);
    expect(inspect(thrown, { depth: 9, showHidden: true })).not.toContain('hunter2');
    const missing = sql`select * from no_such_table`.execute(db.read);
    await expect(missing).rejects.toThrow(/no_such_table.*42P01/);
  });

  it('is refused when it is two', async () => {
    const { db } = await openShopServer();
    const two = db.transact((tx) => sql`select 1; drop table item`.execute(tx));
    await expect(two).rejects.toMatchObject({ code: '42601' });
  });
});

describe('a database with a language of its own', () => {
  it('sorts our text byte by byte all the same', async () => {
    const language = "template template0 locale_provider icu icu_locale 'ru-RU' locale 'C'";
    const { url, drop } = await createTestDatabase(inject('postgresUrl'), language);
    onTestFinished(drop);
    const db = await openWith(url);
    await db.migrate('shop', shopMigrations);
    const sorted = ['A', 'B', 'a', 'b', 'Я', 'я'];
    await db.transact((tx) =>
      tx
        .insertInto('item')
        .values(sorted.toReversed().map((name) => ({ name, stock: 1 })))
        .execute(),
    );
    const rows = await db.read.selectFrom('item').select('name').orderBy('name').execute();
    expect(rows.map(({ name }) => name)).toEqual(sorted);
    const theirs = await sql<{ name: string }>`select name from item order by name collate "default"`.execute(db.read);
    expect(theirs.rows.map(({ name }) => name)).not.toEqual(sorted);
  });
});

describe('migrate on PostgreSQL', () => {
  it('waits for another process that migrates, for longer than for any other lock', async () => {
    const { db, other } = await openShopServer({ lockTimeoutMs: 100, statementTimeoutMs: 100, answerTimeoutMs: 200 });
    let begin = (): void => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const waiting: number[][] = [];
    const slow: Migration = {
      up: async (tx: Kysely<Shop>) => {
        begin();
        waiting.push(await untilLocked(other));
        // Time: longer than the limit that must not apply; a longer sleep proves as much.
        await sql`select pg_sleep(0.5)`.execute(tx);
        waiting.push(await untilLocked(other));
        await tx.insertInto('item').values({ name: 'slow', stock: 1 }).execute();
      },
    };
    const first = other.migrate('late', { '001': slow });
    await begun;
    await Promise.all([first, db.migrate('late', { '001': slow })]);
    // The same process all the time: after a failure another connection would wait.
    expect(waiting[1]).toEqual(waiting[0]);
    expect(await other.read.selectFrom('item').select('name').execute()).toEqual([{ name: 'slow' }]);
  });

  it('may take longer than any other query', async () => {
    const { db } = await openShopServer({ statementTimeoutMs: 100, answerTimeoutMs: 200 });
    let runs = 0;
    const slow: Migration = {
      up: async (tx) => {
        runs += 1;
        // Time: longer than the limits that must not apply; a longer sleep proves as much.
        await sql`select pg_sleep(0.5)`.execute(tx);
      },
    };
    await db.migrate('late', { '001': slow });
    expect(runs).toBe(1);
  });

  it('does not wait long for a table that is in use', async () => {
    const { db, other } = await openShopServer({ lockTimeoutMs: 100 });
    const alter: Migration = {
      up: async (tx) => {
        await tx.schema.alterTable('item').addColumn('colour', 'text').execute();
      },
    };
    await other.transact(async (tx) => {
      await tx.selectFrom('item').selectAll().execute();
      await expect(db.migrate('colour', { '001': alter })).rejects.toMatchObject({ code: 'DATABASE_BUSY' });
    });
    await db.migrate('colour', { '001': alter });
  });

  it('keeps to its own schema in a database that has several', async () => {
    const { db } = await openShopServer();
    const there = await openWith(await postgres.emptyUrl());
    await there.migrate('shop', shopMigrations);
    await there.transact((tx) => tx.insertInto('item').values({ name: 'second', stock: 1 }).execute());
    expect(await db.read.selectFrom('item').selectAll().execute()).toEqual([]);
    expect(await there.read.selectFrom('item').select('name').execute()).toEqual([{ name: 'second' }]);
  });
});
