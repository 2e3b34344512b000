import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openShopFile } from './open-shop-file.ts';

describe('queries on SQLite', () => {
  it('tell the id of an inserted row, and none where no row was inserted', async () => {
    const { db } = await openShopFile();
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

  it('stay right when there are more statements than are kept prepared', async () => {
    const { db } = await openShopFile();
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
});
