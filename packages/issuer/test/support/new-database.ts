import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryFolder } from '@checkout-perks/test-kit/temporary-folder';
import { createSchemaPool, createTestSchema, type SchemaPool, type TestDatabase } from '@checkout-perks/test-postgres';
import { workerDatabase } from '@checkout-perks/test-postgres/worker-database';
import { onTestFinished } from 'vitest';
import { createIssuer } from '../../src/index.ts';

// One template for all files of this process, because migrating takes longer than most tests.
let pool: SchemaPool | undefined;

/** Creates an empty database for one issuer and returns its URL. It is removed after the test. */
export async function newDatabase(): Promise<string> {
  const { url, drop } = await openTestDatabase();
  onTestFinished(drop);
  return url;
}

/** Creates an empty database that several issuers may open, one after another or together. It is not migrated. */
export async function newSharedDatabase(): Promise<string> {
  const database = workerDatabase();
  if (database === undefined) return pathToFileURL(join(temporaryFolder(), 'issuer.db')).href;
  const { url, drop } = await createTestSchema(database);
  onTestFinished(drop);
  return url;
}

/** Creates an empty database that the caller removes. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const database = workerDatabase();
  if (database === undefined) return { url: 'file::memory:', drop: async () => {} };
  pool ??= createSchemaPool(database, async (url) => (await createIssuer({ database: url })).close());
  return pool.take();
}
