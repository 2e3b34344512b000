import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { prepareStatement } from '../../src/query/prepare-statement.ts';
import type { TestDialect } from '../dialects/test-dialect.ts';
import { openShop, type Shop } from '../open-shop.ts';

/** How queries behave on every database. */
export function describeQueries(dialect: TestDialect): void {
  describe('queries', () => {
    it('tell how many rows were changed', async () => {
      const { db } = await openShop(dialect);
      const counts = await db.transact(async (tx) => {
        const rows = ['a', 'b', 'c'].map((name) => ({ name, stock: 1 }));
        const inserted = await tx.insertInto('item').values(rows).executeTakeFirstOrThrow();
        const updated = await tx
          .updateTable('item')
          .set({ stock: 2 })
          .where('name', '<', 'c')
          .executeTakeFirstOrThrow();
        const missed = await tx.updateTable('item').set({ stock: 3 }).where('stock', '=', 7).executeTakeFirstOrThrow();
        const skipped = await tx
          .insertInto('item')
          .values({ name: 'a', stock: 9 })
          .onConflict((conflict) => conflict.column('name').doNothing())
          .executeTakeFirstOrThrow();
        const deleted = await tx.deleteFrom('item').where('name', '=', 'a').executeTakeFirstOrThrow();
        return [
          inserted.numInsertedOrUpdatedRows,
          updated.numUpdatedRows,
          missed.numUpdatedRows,
          skipped.numInsertedOrUpdatedRows,
          deleted.numDeletedRows,
        ];
      });
      expect(counts).toEqual([3n, 2n, 0n, 0n, 1n]);
    });

    it('may be put into words once, and then run with other values', async () => {
      const { db } = await openShop(dialect);
      const add = prepareStatement<Shop, { name: string; stock: number }, unknown>(
        ['name', 'stock'],
        (tx, { name, stock }) =>
          tx
            .insertInto('item')
            .values({ name, stock })
            .onConflict((conflict) => conflict.column('name').doNothing()),
      );
      const find = prepareStatement<Shop, { least: number; most: number }, { name: string }>(
        ['most', 'least'],
        (tx, { least, most }) =>
          tx
            .selectFrom('item')
            .select('name')
            .where('stock', '>=', least)
            .where('stock', '<=', most)
            .where('name', '!=', 'nothing')
            .orderBy('name'),
      );
      const added = await db.transact(async (tx) => {
        const counts: unknown[] = [];
        for (const [name, stock] of [
          ['a', 1],
          ['b', 5],
          ['c', 9],
          ['a', 2],
        ] as const) {
          counts.push((await add(tx, { name, stock })).numAffectedRows);
        }
        return counts;
      });
      expect(added).toEqual([1n, 1n, 1n, 0n]);
      expect((await find(db.read, { least: 1, most: 5 })).rows).toEqual([{ name: 'a' }, { name: 'b' }]);
      expect((await find(db.read, { least: 2, most: 9 })).rows).toEqual([{ name: 'b' }, { name: 'c' }]);
      await expect(db.transact((tx) => add(tx, { name: 'd\0', stock: 1 }))).rejects.toMatchObject({
        code: 'DATABASE_PARAMETER_INVALID',
      });
    });

    it('merge a row that is there already', async () => {
      const { db } = await openShop(dialect);
      await db.transact(async (tx) => {
        for (const stock of [1, 5]) {
          await tx
            .insertInto('item')
            .values({ name: 'cup', stock })
            .onConflict((conflict) => conflict.column('name').doUpdateSet({ stock }))
            .execute();
        }
      });
      expect(await db.read.selectFrom('item').select(['name', 'stock']).execute()).toEqual([{ name: 'cup', stock: 5 }]);
    });

    it('return rows from a write that asks for them', async () => {
      const { db } = await openShop(dialect);
      const row = await db.transact(async (tx) => {
        const { id } = await tx
          .insertInto('item')
          .values({ name: 'cup', stock: 3 })
          .returning('id')
          .executeTakeFirstOrThrow();
        return tx.updateTable('item').set({ stock: 4 }).where('id', '=', id).returning(['name', 'stock']).execute();
      });
      expect(row).toEqual([{ name: 'cup', stock: 4 }]);
    });

    it('give counts, sums, comparisons and integers as numbers', async () => {
      const { db } = await openShop(dialect);
      const stocks = [1_700_000_000_000, 1_700_000_000_003];
      await db.transact((tx) =>
        tx
          .insertInto('item')
          .values(stocks.map((stock, index) => ({ name: `item ${index}`, stock })))
          .execute(),
      );
      const row = await db.read
        .selectFrom('item')
        .select(({ fn, eb }) => [
          fn.countAll().as('count'),
          fn.sum('stock').as('sum'),
          fn.avg('stock').as('average'),
          fn.max('stock').as('largest'),
          fn.max('id').as('id'),
          eb(fn.countAll(), '>', 1).as('several'),
          sql`null`.as('nothing'),
        ])
        .executeTakeFirst();
      expect({ ...row }).toEqual({
        count: 2,
        sum: 3_400_000_000_003,
        average: 1_700_000_000_001.5,
        largest: 1_700_000_000_003,
        id: 2,
        several: 1,
        nothing: null,
      });
    });

    it('keep integers exact up to the largest safe one, and refuse to read a larger one wrongly', async () => {
      const { db } = await openShop(dialect);
      const largest = Number.MAX_SAFE_INTEGER;
      const write = (stock: number) =>
        db.transact(async (tx) => {
          await tx.deleteFrom('item').execute();
          await tx.insertInto('item').values({ name: 'cup', stock }).execute();
        });
      const read = () => db.read.selectFrom('item').select('stock').executeTakeFirst();
      await write(largest);
      expect(await read()).toEqual({ stock: largest });
      await write(-largest);
      expect(await read()).toEqual({ stock: -largest });
      await db.transact((tx) => sql`update item set stock = stock - 1`.execute(tx));
      const thrown: unknown = await read().catch((error: unknown) => error);
      expect(thrown).toMatchObject({ code: 'DATABASE_INTEGER_TOO_LARGE' });
      expect(String(thrown)).not.toContain('9007');
      await write(1);
      expect(await read()).toEqual({ stock: 1 });
    });

    it('take a bigint where a number would not do', async () => {
      const { db } = await openShop(dialect);
      await db.transact((tx) => sql`insert into item (name, stock) values ('cup', ${2n ** 60n})`.execute(tx));
      const matching = db.read
        .selectFrom('item')
        .select('name')
        .where(sql<boolean>`stock = ${2n ** 60n}`);
      expect(await matching.execute()).toEqual([{ name: 'cup' }]);
    });

    it('keep text as it is', async () => {
      const { db } = await openShop(dialect);
      const names = ['', ' ', "o'clock", '"quoted"', 'back\\slash', 'строка', '😀', '$1 ? :a', '\u0001', 'line\nbreak'];
      await db.transact((tx) =>
        tx
          .insertInto('item')
          .values(names.map((name) => ({ name, stock: 1 })))
          .execute(),
      );
      const rows = await db.read.selectFrom('item').select('name').orderBy('id').execute();
      expect(rows.map(({ name }) => name)).toEqual(names);
    });

    it('sort and compare text byte by byte, and tell upper from lower case', async () => {
      const { db } = await openShop(dialect);
      const sorted = ['', '-b', 'A', 'B', 'Z', 'a', 'a-b', 'ab', 'z', 'Я', 'я', '😀'];
      await db.transact((tx) =>
        tx
          .insertInto('item')
          .values(sorted.toReversed().map((name) => ({ name, stock: 1 })))
          .execute(),
      );
      const names = async (query = db.read.selectFrom('item').select('name')) =>
        (await query.orderBy('name').execute()).map(({ name }) => name);
      expect(await names()).toEqual(sorted);
      expect(await names(db.read.selectFrom('item').select('name').where('name', '>', 'Z'))).toEqual(sorted.slice(5));
    });

    it('keep bytes as they are', async () => {
      const { db } = await openShop(dialect);
      const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
      await db.migrate('photo', {
        '001': {
          up: async (tx) => {
            const type = dialect.name === 'sqlite' ? sql`blob` : sql`bytea`;
            await tx.schema.createTable('photo').addColumn('bytes', type).execute();
          },
        },
      });
      const photos = db.as<{ photo: { bytes: Uint8Array } }>();
      await photos.transact((tx) => tx.insertInto('photo').values({ bytes }).execute());
      const row = await photos.read.selectFrom('photo').selectAll().executeTakeFirstOrThrow();
      expect([...row.bytes]).toEqual([...bytes]);
    });

    it.each([
      ['a Date', new Date(0)],
      ['an object', {}],
      ['a boolean', true],
      ['NaN', Number.NaN],
      ['infinity', Number.NEGATIVE_INFINITY],
      ['undefined', undefined],
      ['text with a NUL', 'a\0b'],
    ])('refuse %s as a value', async (_name, value) => {
      const { db } = await openShop(dialect);
      const insert = db.transact((tx) => sql`insert into item (name, stock) values (${value}, 1)`.execute(tx));
      await expect(insert).rejects.toMatchObject({ code: 'DATABASE_PARAMETER_INVALID' });
      const select = sql`select name from item where name = ${value}`.execute(db.read);
      await expect(select).rejects.toMatchObject({ code: 'DATABASE_PARAMETER_INVALID' });
      expect(await db.read.selectFrom('item').selectAll().execute()).toEqual([]);
    });

    it('read in a stream', async () => {
      const { db } = await openShop(dialect);
      const rows = ['a', 'b', 'c'].map((name) => ({ name, stock: 1 }));
      await db.transact((tx) => tx.insertInto('item').values(rows).execute());
      const names: string[] = [];
      for await (const { name } of db.read.selectFrom('item').select('name').orderBy('name').stream()) {
        names.push(name);
        // A reader with a cursor open must not keep others from seeing what is committed meanwhile.
        await db.transact((tx) => tx.deleteFrom('item').where('name', '=', name).execute());
        const left = await db.read.selectFrom('item').select('name').where('name', '=', name).execute();
        expect(left).toEqual([]);
      }
      expect(names).toEqual(['a', 'b', 'c']);
    });

    it('cannot write, nor open a transaction, through read', async () => {
      const { db } = await openShop(dialect);
      const write = db.read.insertInto('item').values({ name: 'cup', stock: 1 }).execute();
      await expect(write).rejects.toMatchObject({ code: 'DATABASE_READ_ONLY' });
      const transaction = db.read.transaction().execute((tx) => tx.selectFrom('item').selectAll().execute());
      await expect(transaction).rejects.toMatchObject({ code: 'DATABASE_READ_ONLY' });
      expect(await db.read.selectFrom('item').selectAll().execute()).toEqual([]);
    });

    it('cannot open a transaction inside a transaction', async () => {
      const { db } = await openShop(dialect);
      await expect(db.transact((tx) => tx.transaction().execute(async () => 1))).rejects.toThrow(/transaction/);
    });

    it('read 50 at once', async () => {
      const { db } = await openShop(dialect);
      await db.transact((tx) => tx.insertInto('item').values({ name: 'cup', stock: 1 }).execute());
      const reads = Array.from({ length: 50 }, () => db.read.selectFrom('item').select('stock').execute());
      expect(await Promise.all(reads)).toEqual(Array(50).fill([{ stock: 1 }]));
    });
  });
}
