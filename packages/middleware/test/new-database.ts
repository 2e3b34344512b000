import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openTemporaryFolder } from '@checkout-perks/test-kit/temporary-folder';
import { createTestDatabase, createTestSchema, type TestDatabase } from '@checkout-perks/test-postgres';
import { afterAll, inject } from 'vitest';

let own: Promise<TestDatabase> | undefined;

afterAll(async () => {
  await (await own)?.drop();
});

/** Whether these tests run on PostgreSQL; the suite runs once without and once with it. */
export function onPostgres(): boolean {
  return inject('postgresUrl') !== undefined;
}

/** An empty database for one shop, which any number of processes may open. */
export async function newDatabase(): Promise<{ url: string; remove(): Promise<void> }> {
  const server = inject('postgresUrl');
  if (server === undefined) {
    const folder = openTemporaryFolder();
    return { url: pathToFileURL(join(folder.path, 'perks.db')).href, remove: async () => folder.remove() };
  }
  own ??= createTestDatabase(server);
  const { url, drop } = await createTestSchema((await own).url);
  return { url, remove: drop };
}
