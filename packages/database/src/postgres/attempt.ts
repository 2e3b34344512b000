import { DatabaseError } from '../contract/database-error.ts';
import { type Failure, failureOf } from './failure.ts';
import type { Fence, Settled, Work } from './fence.ts';
import type { PostgresSession } from './postgres-session.ts';

/** How one attempt ended. After `again` nothing was applied, and another attempt may succeed. */
export type Ending<T> = Settled<T> | { readonly status: 'again'; readonly failure: Failure };

/**
 * Runs work in one transaction, once.
 *
 * @param begin The statements to begin with
 * @param fence Made for this attempt over `session`
 */
export async function attempt<T>(
  session: PostgresSession,
  begin: readonly string[],
  fence: Fence,
  work: Work<T>,
): Promise<Ending<T>> {
  try {
    for (const sql of begin) await session.command(sql);
  } catch (thrown) {
    session.discard();
    return { status: 'again', failure: { kind: 'lost', error: failureOf(thrown).error } };
  }

  const settled = await fence.run(work);
  const failure = fence.failure ?? (session.discarded ? brokenBetween() : undefined);
  if (settled.status === 'returned' && failure === undefined) return commit(session, settled);

  if (failure?.kind === 'lost') session.discard();
  await rollback(session);
  if (failure === undefined || fence.stalled) return settled;
  // Whatever the work made of it: it could not know that it will be asked again.
  if (failure.kind !== 'refused') return { status: 'again', failure };
  if (settled.status === 'threw') return settled;
  const message = 'A query of this transaction failed';
  return { status: 'threw', error: new DatabaseError('DATABASE_ROLLED_BACK', message, { cause: failure.error }) };
}

async function commit<T>(session: PostgresSession, settled: Settled<T>): Promise<Ending<T>> {
  try {
    const done = await session.command('commit');
    if (done === 'COMMIT') return settled;
    return { status: 'threw', error: new DatabaseError('DATABASE_ROLLED_BACK', 'The server gave up the transaction') };
  } catch (thrown) {
    const failure = failureOf(thrown);
    // The server itself says that it rolled back. Whatever else goes wrong may go wrong after the commit.
    if (failure.kind === 'conflict') return { status: 'again', failure };
    session.discard();
    const message = 'The commit failed; its outcome is unknown';
    return { status: 'threw', error: new DatabaseError('DATABASE_COMMIT_FAILED', message, { cause: failure.error }) };
  }
}

async function rollback(session: PostgresSession): Promise<void> {
  if (session.discarded) return;
  try {
    await session.command('rollback');
  } catch {
    session.discard();
  }
}

function brokenBetween(): Failure {
  return { kind: 'lost', error: new Error('The connection broke between two queries') };
}
