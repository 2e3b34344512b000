import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/open/open-database.ts';
import type { TestDialect } from '../dialects/test-dialect.ts';
import { openShop, type Shop } from '../open-shop.ts';
import { runChild } from '../run-child.ts';

/** The rows that were acknowledged to a child and are not there. */
async function missing(url: string, acknowledged: readonly number[]): Promise<number[]> {
  const db = await openDatabase<Shop>(url);
  const rows = await db.read.selectFrom('item').select(['name', 'stock']).execute();
  await db.close();
  const there = new Set(rows.filter(({ name, stock }) => name === `item ${stock}`).map(({ stock }) => stock));
  return acknowledged.filter((number) => !there.has(number));
}

const numbers = (output: string) => output.split('\n').slice(0, -1).map(Number);

/**
 * What holds when several processes work on one database, and when they are killed.
 *
 * @param many How many transactions a process may be asked for
 */
export function describeProcesses(dialect: TestDialect, many: number): void {
  describe('a process killed with SIGKILL', () => {
    it('loses no acknowledged row in mid-insert', async () => {
      const { db, url } = await openShop(dialect);
      await db.close();
      const acknowledged: number[] = [];
      for (const enough of [1, Math.ceil(many / 15), many]) {
        const from = acknowledged.length + 1_000_000 * enough;
        const child = runChild('insert-until-killed.mjs', url, String(from));
        while (numbers(child.output()).length < enough) await once(child.process.stdout, 'data');
        child.process.kill('SIGKILL');
        const { signal, output } = await child.ended;
        expect(signal).toBe('SIGKILL');
        acknowledged.push(...numbers(output));
      }
      expect(acknowledged.length).toBeGreaterThan(many);
      expect(await missing(url, acknowledged)).toEqual([]);
    });

    it('loses no acknowledged row in the moment of acknowledgement', async () => {
      const { db, url } = await openShop(dialect);
      await db.close();
      const { signal, output } = await runChild('insert-until-killed.mjs', url, '0', '83').ended;
      expect(signal).toBe('SIGKILL');
      expect(numbers(output)).toHaveLength(83);
      expect(await missing(url, numbers(output))).toEqual([]);
    });

    it('leaves nothing of the transaction that it was in, and nobody has to wait for it', async () => {
      const { db, url } = await openShop(dialect);
      const child = runChild('stay-in-transaction.mjs', url);
      while (child.output() === '') await once(child.process.stdout, 'data');
      child.process.kill('SIGKILL');
      await child.ended;
      // Whatever still held the row would make this fail with DATABASE_BUSY.
      await db.transact((tx) => tx.insertInto('item').values({ name: 'held', stock: 1 }).execute());
      expect(await db.read.selectFrom('item').select(['name', 'stock']).execute()).toEqual([
        { name: 'held', stock: 1 },
      ]);
    });
  });

  describe('several processes', () => {
    it('lose no update of each other', async () => {
      const { db, url } = await openShop(dialect);
      await db.transact((tx) => tx.insertInto('item').values({ name: 'counted', stock: 0 }).execute());
      const children = ['one', 'two'].map((name) => runChild('sell.mjs', url, name, String(many)));
      for (const child of children) expect(await child.ended).toMatchObject({ code: 0, errors: '' });
      const counted = db.read.selectFrom('item').select('stock').where('name', '=', 'counted');
      expect(await counted.executeTakeFirst()).toEqual({ stock: 2 * many });
      expect(await db.read.selectFrom('item').select('id').execute()).toHaveLength(2 * many + 1);
    });
  });
}
