import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@checkout-perks/test-postgres';
import { inject, onTestFinished } from 'vitest';

/** The address of an empty database for one issuer, gone when the test is over. */
export async function newDatabase(): Promise<string> {
  return (await onPostgres()) ?? 'file::memory:';
}

/** The address of an empty database that several issuers may open, one after another or together. */
export async function newSharedDatabase(): Promise<string> {
  const postgres = await onPostgres();
  if (postgres !== undefined) return postgres;
  const folder = await mkdtemp(join(tmpdir(), 'issuer-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return `file:${join(folder, 'issuer.db')}`;
}

/** An empty database, for whoever removes it without a test's help. */
export async function openTestDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = inject('postgresUrl');
  return server === undefined ? { url: 'file::memory:', drop: async () => {} } : createTestDatabase(server);
}

/** A database of the server that this run was given; the whole suite runs once without and once with one. */
async function onPostgres(): Promise<string | undefined> {
  if (inject('postgresUrl') === undefined) return undefined;
  const { url, drop } = await openTestDatabase();
  onTestFinished(drop);
  return url;
}
