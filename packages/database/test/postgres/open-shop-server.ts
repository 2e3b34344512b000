import { until } from '@checkout-perks/test-kit/until';
import { onTestFinished } from 'vitest';
import type { Database } from '../../src/contract/database.ts';
import { DatabaseError } from '../../src/contract/database-error.ts';
import { openPostgres, type PostgresLimits } from '../../src/postgres/open-postgres.ts';
import { postgres } from '../dialects/postgres.ts';
import { type Shop, shopMigrations } from '../open-shop.ts';

/** Limits that no call of a test reaches; a test of a limit sets that one. */
const PATIENT: PostgresLimits = {
  patienceMs: 150_000,
  stallTimeoutMs: 150_000,
  connectTimeoutMs: 60_000,
  statementTimeoutMs: 150_000,
  answerTimeoutMs: 150_000,
  lockTimeoutMs: 150_000,
  silenceTimeoutMs: 150_000,
};

/** Opens a database with other time limits, and closes it when the running test is over. */
export async function openWith(url: string, limits: Partial<PostgresLimits> = {}): Promise<Database<Shop>> {
  // With short limits opening may fail on a busy machine.
  const db = await until(() => openPostgres<Shop>(url, { ...PATIENT, ...limits }).catch(unlessOpening));
  onTestFinished(() => db.close());
  return db;
}

/** An empty shop on the server, where it is, and another way to it, without limits. */
export async function openShopServer(
  limits: Partial<PostgresLimits> = {},
): Promise<{ db: Database<Shop>; other: Database<Shop>; url: string }> {
  const url = await postgres.emptyUrl();
  const other = await openWith(url);
  await other.migrate('shop', shopMigrations);
  return { db: await openWith(url, limits), other, url };
}

function unlessOpening(thrown: unknown): false {
  if (thrown instanceof DatabaseError && thrown.code === 'DATABASE_OPEN_FAILED') return false;
  throw thrown;
}
