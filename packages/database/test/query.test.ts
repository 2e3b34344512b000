import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openShop } from './open-shop.ts';

describe('queries', () => {
  it('tell how many rows were changed', async () => {
    const { db } = await openShop();
    const counts = await db.transact(async (tx) => {
      const rows = ['a', 'b', 'c'].map((name) => ({ name, stock: 1 }));
      const inserted = await tx.insertInto('item').values(rows).executeTakeFirstOrThrow();
      const updated = await tx.updateTable('item').set({ stock: 2 }).where('name', '<', 'c').executeTakeFirstOrThrow();
      const missed = await tx.updateTable('item').set({ stock: 3 }).where('stock', '=', 7).executeTakeFirstOrThrow();
      const deleted = await tx.deleteFrom('item').where('name', '=', 'a').executeTakeFirstOrThrow();
      return [inserted.numInsertedOrUpdatedRows, updated.numUpdatedRows, missed.numUpdatedRows, deleted.numDeletedRows];
    });
    expect(counts).toEqual([3n, 2n, 0n, 1n]);
  });

  it('tell the id of an inserted row, and none where no row was inserted', async () => {
    const { db } = await openShop();
    const results = await db.transact(async (tx) => {
      const insert = (name: string) => tx.insertInto('item').values({ name, stock: 1 });
      const first = await insert('cup').executeTakeFirstOrThrow();
      const second = await insert('pot').executeTakeFirstOrThrow();
      const skipped = await insert('cup')
        .onConflict((conflict) => conflict.column('name').doNothing())
        .executeTakeFirstOrThrow();
      const merged = await insert('cup')
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ stock: 5 }))
        .executeTakeFirstOrThrow();
      return [first, second, skipped, merged].map((result) => [result.insertId, result.numInsertedOrUpdatedRows]);
    });
    expect(results).toEqual([
      [1n, 1n],
      [2n, 1n],
      [undefined, 0n],
      [undefined, 1n],
    ]);
  });

  it('return rows from a write that asks for them', async () => {
    const { db } = await openShop();
    const row = await db.transact((tx) =>
      tx.insertInto('item').values({ name: 'cup', stock: 3 }).returning(['id', 'stock']).executeTakeFirst(),
    );
    expect(row).toEqual({ id: 1, stock: 3 });
  });

  it('keep integers exact up to the largest safe one, and refuse to read a larger one wrongly', async () => {
    const { db } = await openShop();
    const largest = Number.MAX_SAFE_INTEGER;
    await db.transact((tx) => tx.insertInto('item').values({ name: 'cup', stock: largest }).execute());
    expect(await db.read.selectFrom('item').select('stock').executeTakeFirst()).toEqual({ stock: largest });
    await db.transact((tx) => sql`update item set stock = stock + 2`.execute(tx));
    await expect(db.read.selectFrom('item').select('stock').execute()).rejects.toThrow('too large');
  });

  it.each([
    ['a Date', new Date(0)],
    ['an object', {}],
    ['a boolean', true],
    ['NaN', Number.NaN],
    ['undefined', undefined],
  ])('refuse %s as a value', async (_name, value) => {
    const { db } = await openShop();
    const insert = db.transact((tx) => sql`insert into item (name, stock) values (${value}, 1)`.execute(tx));
    await expect(insert).rejects.toMatchObject({ code: 'DATABASE_PARAMETER_INVALID' });
    expect(await db.read.selectFrom('item').selectAll().execute()).toEqual([]);
  });

  it('stay right when there are more statements than are kept prepared', async () => {
    const { db } = await openShop();
    await db.transact((tx) => tx.insertInto('item').values({ name: 'cup', stock: 1 }).execute());
    for (let round = 0; round < 2; round += 1) {
      for (let index = 0; index < 600; index += 1) {
        const answer = await db.read
          .selectFrom('item')
          .select(sql<number>`stock + ${sql.lit(index)}`.as('sum'))
          .execute();
        expect(answer).toEqual([{ sum: 1 + index }]);
      }
    }
  });

  it('read in a stream', async () => {
    const { db } = await openShop();
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
    const { db } = await openShop();
    const write = db.read.insertInto('item').values({ name: 'cup', stock: 1 }).execute();
    await expect(write).rejects.toMatchObject({ code: 'DATABASE_READ_ONLY' });
    const transaction = db.read.transaction().execute((tx) => tx.selectFrom('item').selectAll().execute());
    await expect(transaction).rejects.toMatchObject({ code: 'DATABASE_READ_ONLY' });
    expect(await db.read.selectFrom('item').selectAll().execute()).toEqual([]);
  });

  it('cannot open a transaction inside a transaction', async () => {
    const { db } = await openShop();
    await expect(db.transact((tx) => tx.transaction().execute(async () => 1))).rejects.toThrow(/transaction/);
  });
});
