import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryFolder } from '@checkout-perks/test-kit/temporary-folder';
import { createSchemaPool, createTestSchema, type SchemaPool, type TestDatabase } from '@checkout-perks/test-postgres';
import { workerDatabase } from '@checkout-perks/test-postgres/worker-database';
import { onTestFinished } from 'vitest';
import { createIssuer } from '../../src/index.ts';

// One for all files that this process runs: migrating takes longer than most tests.
let pool: SchemaPool | undefined;

/** The address of an empty database for one issuer, gone when the test is over. */
export async function newDatabase(): Promise<string> {
  const { url, drop } = await openTestDatabase();
  onTestFinished(drop);
  return url;
}

/** The address of an empty database that several issuers may open, one after another or together. Nothing is migrated. */
export async function newSharedDatabase(): Promise<string> {
  const database = workerDatabase();
  if (database === undefined) return pathToFileURL(join(temporaryFolder(), 'issuer.db')).href;
  const { url, drop } = await createTestSchema(database);
  onTestFinished(drop);
  return url;
}

/** An empty database, for whoever removes it without a test's help. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const database = workerDatabase();
  if (database === undefined) return { url: 'file::memory:', drop: async () => {} };
  pool ??= createSchemaPool(database, async (url) => (await createIssuer({ database: url })).close());
  return pool.take();
}
