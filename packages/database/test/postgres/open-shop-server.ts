import { onTestFinished } from 'vitest';
import type { Database } from '../../src/contract/database.ts';
import { openPostgres, type PostgresLimits } from '../../src/postgres/open-postgres.ts';
import { postgres } from '../dialects/postgres.ts';
import { type Shop, shopMigrations } from '../open-shop.ts';

/** Opens a database with other time limits, and closes it when the running test is over. */
export async function openWith(url: string, limits: Partial<PostgresLimits> = {}): Promise<Database<Shop>> {
  const db = await openPostgres<Shop>(url, limits);
  onTestFinished(() => db.close());
  return db;
}

/** An empty shop on the server, and where it is. */
export async function openShopServer(
  limits: Partial<PostgresLimits> = {},
): Promise<{ db: Database<Shop>; url: string }> {
  const url = await postgres.emptyUrl();
  const db = await openWith(url, limits);
  await db.migrate('shop', shopMigrations);
  return { db, url };
}
