import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../src/open/open-database.ts';
import { loadSqliteDriver } from '../src/sqlite/sqlite-driver.ts';
import { openShop, type Shop } from './open-shop.ts';
import { runChild } from './run-child.ts';

/** The rows that were acknowledged to a child and are missing, and whether the file is whole. */
async function survey(
  path: string,
  acknowledged: readonly number[],
): Promise<{ missing: number[]; integrity: unknown }> {
  const db = await openDatabase<Shop>(`file:${path}`);
  const rows = await db.read.selectFrom('item').select(['name', 'stock']).execute();
  const there = new Set(rows.filter(({ name, stock }) => name === `item ${stock}`).map(({ stock }) => stock));
  const integrity = (await sql`pragma integrity_check`.execute(db.read)).rows;
  await db.close();
  return { missing: acknowledged.filter((number) => !there.has(number)), integrity };
}

const numbers = (output: string) => output.split('\n').slice(0, -1).map(Number);

describe('a process killed with SIGKILL', () => {
  it('loses no acknowledged row in mid-insert', async () => {
    const { db, path } = await openShop();
    await db.close();
    const acknowledged: number[] = [];
    for (const enough of [1, 100, 900]) {
      const child = runChild(
        'insert-until-killed.mjs',
        `file:${path}`,
        String(acknowledged.length + 1_000_000 * enough),
      );
      while (numbers(child.output()).length < enough) await once(child.process.stdout, 'data');
      child.process.kill('SIGKILL');
      const { signal, output } = await child.ended;
      expect(signal).toBe('SIGKILL');
      acknowledged.push(...numbers(output));
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(1001);
    expect(await survey(path, acknowledged)).toEqual({ missing: [], integrity: [{ integrity_check: 'ok' }] });
  });

  it('loses no acknowledged row in the moment of acknowledgement', async () => {
    const { db, path } = await openShop();
    await db.close();
    const { signal, output } = await runChild('insert-until-killed.mjs', `file:${path}`, '0', '83').ended;
    expect(signal).toBe('SIGKILL');
    expect(numbers(output)).toHaveLength(83);
    expect(await survey(path, numbers(output))).toEqual({ missing: [], integrity: [{ integrity_check: 'ok' }] });
  });
});

describe('several processes on one file', () => {
  it('lose no update of each other', async () => {
    const { db, path } = await openShop();
    await db.transact((tx) => tx.insertInto('item').values({ name: 'counted', stock: 0 }).execute());
    const children = ['one', 'two'].map((name) => runChild('sell.mjs', `file:${path}`, name, '1500'));
    for (const child of children) expect(await child.ended).toMatchObject({ code: 0 });
    const counted = db.read.selectFrom('item').select('stock').where('id', '=', 1);
    expect(await counted.executeTakeFirst()).toEqual({ stock: 3000 });
    const rows = await db.read.selectFrom('item').select('id').execute();
    expect(rows).toHaveLength(3001);
  });

  it('wait for a lock without holding up reads or the event loop', async () => {
    const { db, path } = await openShop();
    const { DatabaseSync } = await loadSqliteDriver();
    const other = new DatabaseSync(path);
    other.exec("begin immediate; insert into item (name, stock) values ('theirs', 1)");
    let done = false;
    const ours = db
      .transact((tx) => tx.insertInto('item').values({ name: 'ours', stock: 1 }).execute())
      .then(() => {
        done = true;
      });
    await sleep(50);
    expect(await db.read.selectFrom('item').select('name').execute()).toEqual([]);
    expect(done).toBe(false);
    other.exec('commit');
    other.close();
    await ours;
    const names = db.read.selectFrom('item').select('name').orderBy('id');
    expect(await names.execute()).toEqual([{ name: 'theirs' }, { name: 'ours' }]);
  });
});
