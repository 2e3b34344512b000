import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from '../contract/database-error.ts';
import { isSqliteBusy } from './sqlite-result-code.ts';

const LONGEST_PAUSE_MS = 10;

/**
 * Calls `attempt` until no other process is in its way. SQLite's own busy timeout would sleep with the whole event loop.
 *
 * @throws {DatabaseError} `DATABASE_BUSY` after `timeoutMs`; otherwise what `attempt` throws
 */
export async function retryWhileBusy(attempt: () => void, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (let pause = 1; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return attempt();
    } catch (error) {
      if (!isSqliteBusy(error)) throw error;
      if (performance.now() >= deadline) {
        const message = `Another process held the database for ${timeoutMs} ms`;
        throw new DatabaseError('DATABASE_BUSY', message, { cause: error });
      }
    }
    // Two processes that collided would otherwise meet again at each pause.
    await sleep(pause * (0.5 + Math.random()));
  }
}
