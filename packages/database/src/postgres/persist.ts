import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from '../contract/database-error.ts';
import type { Ending } from './attempt.ts';
import type { Failure } from './failure.ts';

const LONGEST_PAUSE_MS = { conflict: 50, lost: 1000 };
const FIRST_PAUSE_MS = { conflict: 1, lost: 20 };

/**
 * Makes attempts until one does not ask for another.
 *
 * @param patienceMs How long attempts are made, in all
 * @param makeAttempt Given what stopped the last one; answers how it ended and how long it took, ms
 * @throws {DatabaseError} `DATABASE_BUSY` or `DATABASE_UNREACHABLE`, by what stopped the last one
 */
export async function persist<T>(
  patienceMs: number,
  makeAttempt: (stoppedBy: Failure | undefined) => Promise<{ ending: Ending<T>; tookMs: number }>,
): Promise<T> {
  let spent = 0;
  let stoppedBy: Failure | undefined;
  for (let attempts = 0; ; attempts += 1) {
    const { ending, tookMs } = await makeAttempt(stoppedBy);
    if (ending.status === 'returned') return ending.value;
    if (ending.status === 'threw') throw ending.error;

    stoppedBy = ending.failure;
    const kind = stoppedBy.kind === 'conflict' ? 'conflict' : 'lost';
    const longest = Math.min(FIRST_PAUSE_MS[kind] * 2 ** attempts, LONGEST_PAUSE_MS[kind]);
    // Two that collided would otherwise meet again at each pause.
    const pause = longest * (0.5 + Math.random() / 2);
    spent += tookMs + pause;
    if (spent >= patienceMs) throw givenUp(stoppedBy, patienceMs);
    await sleep(pause);
  }
}

function givenUp({ kind, error }: Failure, patienceMs: number): DatabaseError {
  return kind === 'conflict'
    ? new DatabaseError('DATABASE_BUSY', `Other transactions were in the way for ${patienceMs} ms`, { cause: error })
    : new DatabaseError('DATABASE_UNREACHABLE', `No connection held for ${patienceMs} ms`, { cause: error });
}
