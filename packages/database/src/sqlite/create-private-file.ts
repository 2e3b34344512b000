import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders = new Set<string>();

/**
 * Makes room for a database that nobody else opens.
 *
 * SQLite's own `:memory:` belongs to one connection, so a second one for reading could not look into it.
 */
export async function createPrivateFile(): Promise<{ path: string; remove(): void }> {
  const folder = await mkdtemp(join(tmpdir(), 'checkout-perks-'));
  if (folders.size === 0) process.once('exit', removeAll);
  folders.add(folder);
  return { path: join(folder, 'private.db'), remove: () => remove(folder) };
}

function remove(folder: string): void {
  folders.delete(folder);
  if (folders.size === 0) process.off('exit', removeAll);
  rmSync(folder, { recursive: true, force: true });
}

function removeAll(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
