import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** The address of an empty database for one issuer, gone when the test is over. */
export async function newDatabase(): Promise<string> {
  return 'file::memory:';
}

/** The address of an empty database that several issuers may open, one after another or together. */
export async function newSharedDatabase(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'issuer-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return `file:${join(folder, 'issuer.db')}`;
}
