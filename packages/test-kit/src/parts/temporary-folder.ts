import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder, and how to remove it. */
export interface TemporaryFolder {
  readonly path: string;
  remove(): void;
}

/** Makes a folder that lives until it is removed. */
export function openTemporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), 'checkout-perks-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Makes a folder that is removed when the running test is over. */
export function temporaryFolder(): string {
  const { path, remove } = openTemporaryFolder();
  onTestFinished(remove);
  return path;
}
