import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openTemporaryFolder } from '@checkout-perks/test-kit/temporary-folder';
import { createTestSchema } from '@checkout-perks/test-postgres';
import { workerDatabase } from '@checkout-perks/test-postgres/worker-database';

/** Whether these tests run on PostgreSQL; the suite runs once without and once with it. */
export function onPostgres(): boolean {
  return workerDatabase() !== undefined;
}

/** An empty database for one shop, which any number of processes may open. */
export async function newDatabase(): Promise<{ url: string; remove(): Promise<void> }> {
  const database = workerDatabase();
  if (database === undefined) {
    const folder = openTemporaryFolder();
    return { url: pathToFileURL(join(folder.path, 'perks.db')).href, remove: async () => folder.remove() };
  }
  const { url, drop } = await createTestSchema(database);
  return { url, remove: drop };
}
