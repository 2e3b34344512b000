import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/open/open-database.ts';
import { loadSqliteDriver } from '../../src/sqlite/sqlite-driver.ts';
import { runChild } from '../run-child.ts';
import { openShopFile } from './open-shop-file.ts';

describe('a process killed with SIGKILL', () => {
  it('leaves a file that is whole', async () => {
    const { db, url } = await openShopFile();
    await db.close();
    const child = runChild('insert-until-killed.mjs', url, '0');
    while (child.output().length < 200) await once(child.process.stdout, 'data');
    child.process.kill('SIGKILL');
    await child.ended;
    const again = await openDatabase(url);
    const { rows } = await sql`pragma integrity_check`.execute(again.read);
    await again.close();
    expect(rows).toEqual([{ integrity_check: 'ok' }]);
  });
});

describe('several processes on one file', () => {
  it('wait for a lock without holding up reads or the event loop', async () => {
    const { db, path } = await openShopFile();
    const { DatabaseSync } = await loadSqliteDriver();
    const other = new DatabaseSync(path);
    other.exec("begin immediate; insert into item (name, stock) values ('theirs', 1)");
    let done = false;
    const ours = db
      .transact((tx) => tx.insertInto('item').values({ name: 'ours', stock: 1 }).execute())
      .then(() => {
        done = true;
      });
    for (let turn = 0; turn < 10; turn += 1) {
      // Time: room for tries at the lock, none of which can succeed.
      await sleep(5);
      expect(await db.read.selectFrom('item').select('name').execute()).toEqual([]);
      expect(done).toBe(false);
    }
    other.exec('commit');
    other.close();
    await ours;
    const names = db.read.selectFrom('item').select('name').orderBy('id');
    expect(await names.execute()).toEqual([{ name: 'theirs' }, { name: 'ours' }]);
  });
});
