import { join } from 'node:path';
import type { Generated, Migration } from 'kysely';
import { onTestFinished } from 'vitest';
import type { Database } from '../src/contract/database.ts';
import { openDatabase } from '../src/open/open-database.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface Shop {
  item: { id: Generated<number>; name: string; stock: number };
}

export const shopMigrations: Record<string, Migration> = {
  '001-item': {
    up: async (db) => {
      await db.schema
        .createTable('item')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull().unique())
        .addColumn('stock', 'bigint', (column) => column.notNull())
        .execute();
    },
  },
};

/** An empty shop in a file of its own, closed and removed when the running test is over. */
export async function openShop(): Promise<{ db: Database<Shop>; path: string }> {
  const path = join(temporaryFolder(), 'shop.db');
  const db = await openDatabase<Shop>(`file:${path}`);
  onTestFinished(() => db.close());
  await db.migrate('shop', shopMigrations);
  return { db, path };
}
