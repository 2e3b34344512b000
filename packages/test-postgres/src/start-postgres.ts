import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { findBinaries } from './find-binaries.ts';

const KEEPER = fileURLToPath(new URL('../bin/keeper.mjs', import.meta.url));

/** A server that lives as long as this process, at the most. */
export interface TestPostgres {
  /** `postgres://postgres@127.0.0.1:port/postgres`; everybody is let in. */
  readonly url: string;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

/** What kind of server to start. */
export interface TestPostgresOptions {
  /** Folder of `initdb` and `postgres`; looked for unless given. */
  readonly binaries?: string;
  /** Whether a commit waits for the disk, as measurements want it; otherwise not, which is faster. */
  readonly durable?: boolean;
}

/**
 * Starts an empty PostgreSQL server on a free port of the loopback interface.
 *
 * @throws {Error} saying why none could be started
 */
export async function startPostgres(options: TestPostgresOptions = {}): Promise<TestPostgres> {
  const { binaries = findBinaries(), durable = false } = options;
  // In a process group of its own, so that Ctrl-C reaches the tests and the keeper can clear up after them.
  const keeper = spawn(process.execPath, [KEEPER, binaries, ...(durable ? ['durable'] : [])], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const ended = once(keeper, 'exit');
  const [line] = await Promise.race([once(createInterface(keeper.stdout), 'line'), ended.then(() => [])]);
  const { port, error = 'The keeper died' } = JSON.parse(line ?? '{}') as { port?: number; error?: string };
  if (port === undefined) {
    keeper.stdin.end();
    await ended;
    throw new Error(`PostgreSQL could not be started for the tests: ${error}`);
  }
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      keeper.stdin.end();
      await ended;
    },
  };
}
