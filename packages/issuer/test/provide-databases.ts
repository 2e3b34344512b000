import { createTestDatabase } from '@checkout-perks/test-postgres';
import providePostgres from '@checkout-perks/test-postgres/global-setup';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A database on PostgreSQL for each worker process; none where the suite runs on SQLite. */
    workerDatabases: readonly string[];
  }
}

/** Starts PostgreSQL and creates a database for each worker: processes that migrate one database wait for each other. */
export default async function provideDatabases(project: TestProject): Promise<() => Promise<void>> {
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
