import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/open/open-database.ts';
import type { TestDialect } from '../dialects/test-dialect.ts';
import { openShop, type Shop, shopMigrations } from '../open-shop.ts';

/** What opening and closing promise for every database. */
export function describeClose(dialect: TestDialect): void {
  describe('openDatabase', () => {
    it('finds its rows again', async () => {
      const { db, url } = await openShop(dialect);
      await db.transact((tx) => tx.insertInto('item').values({ name: 'cup', stock: 1 }).execute());
      await db.close();
      const again = await openDatabase<Shop>(url);
      await again.migrate('shop', shopMigrations);
      expect(await again.read.selectFrom('item').select('name').execute()).toEqual([{ name: 'cup' }]);
      await again.close();
    });

    it('says which dialect it speaks', async () => {
      expect((await openShop(dialect)).db.dialect).toBe(dialect.name);
    });
  });

  describe('close', () => {
    it('lets the transactions already asked for finish', async () => {
      const { db, url } = await openShop(dialect);
      const asked = Array.from({ length: 200 }, (_, index) =>
        db.transact((tx) =>
          tx
            .insertInto('item')
            .values({ name: `item ${index}`, stock: 1 })
            .execute(),
        ),
      );
      await db.close();
      await Promise.all(asked);
      const again = await openDatabase<Shop>(url);
      expect(await again.read.selectFrom('item').select('id').execute()).toHaveLength(200);
      await again.close();
    });

    it('makes every later call say so, and may be called again', async () => {
      const { db } = await openShop(dialect);
      const closing = db.close();
      await expect(db.transact(async () => 1)).rejects.toMatchObject({ code: 'DATABASE_CLOSED' });
      await Promise.all([closing, db.close()]);
      await expect(db.transact(async () => 1)).rejects.toMatchObject({ code: 'DATABASE_CLOSED' });
      await expect(db.migrate('shop', shopMigrations)).rejects.toMatchObject({ code: 'DATABASE_CLOSED' });
      await expect(sql`select 1`.execute(db.read)).rejects.toMatchObject({ code: 'DATABASE_CLOSED' });
      await db.close();
    });
  });
}
