import type { TestProject } from 'vitest/node';
import './provided-context.ts';
import { startPostgres } from './start-postgres.ts';

/** Vitest's `globalSetup`: gives the tests `inject('postgresUrl')`, the server of `TEST_PG_URL` or one started for them. */
export async function providePostgres(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env.TEST_PG_URL;
  if (given !== undefined && given !== '') {
    project.provide('postgresUrl', given);
    return undefined;
  }
  const server = await startPostgres();
  project.provide('postgresUrl', server.url);
  return server.stop;
}
