import type { Generated, Migration } from 'kysely';
import { onTestFinished } from 'vitest';
import type { Database } from '../src/contract/database.ts';
import { openDatabase } from '../src/open/open-database.ts';
import type { TestDialect } from './dialects/test-dialect.ts';

export interface Shop {
  item: { id: Generated<number>; name: string; stock: number };
}

export const shopMigrations: Record<string, Migration> = {
  '001-item': {
    up: async (db) => {
      await db.schema
        .createTable('item')
        .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
        .addColumn('name', 'text', (column) => column.notNull().unique())
        .addColumn('stock', 'bigint', (column) => column.notNull())
        .execute();
    },
  },
};

/** An empty shop in a database of its own, closed and removed when the running test is over. */
export async function openShop(dialect: TestDialect): Promise<{ db: Database<Shop>; url: string }> {
  const url = await dialect.emptyUrl();
  const db = await openDatabase<Shop>(url);
  onTestFinished(() => db.close());
  await db.migrate('shop', shopMigrations);
  return { db, url };
}
