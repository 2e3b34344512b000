import type { TestProject } from 'vitest/node';
import { createTestDatabase } from './create-test-database.ts';
import { providePostgres } from './provide-postgres.ts';
import './provided-context.ts';

/**
 * Vitest's `globalSetup` for suites with a schema per test: starts PostgreSQL and creates a database for each worker, since
 * processes that migrate one database wait for each other. `workerDatabase()` gives a test its worker's.
 */
export async function provideWorkerDatabases(project: TestProject): Promise<() => Promise<void>> {
  const stop = await providePostgres(project);
  const { postgresUrl } = project.getProvidedContext();
  const { maxWorkers } = project.vitest.config;
  const databases = await Promise.all(Array.from({ length: maxWorkers }, () => createTestDatabase(postgresUrl)));
  project.provide(
    'workerDatabases',
    databases.map(({ url }) => url),
  );
  return async () => {
    await Promise.all(databases.map(({ drop }) => drop()));
    await stop?.();
  };
}
