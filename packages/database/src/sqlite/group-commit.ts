import { AsyncLocalStorage } from 'node:async_hooks';
import { clearTimeout, setImmediate, setTimeout } from 'node:timers';
import { DatabaseError } from '../contract/database-error.ts';
import { retryWhileBusy } from './retry-while-busy.ts';
import type { SqliteConnection } from './sqlite-connection.ts';
import { createTurn, type Turn, type Work } from './turn.ts';

/** Puts transactions one after another on the only writing connection, many to a commit. */
export interface GroupCommit {
  /** Runs `work` in its turn; settles after the commit that holds it. */
  run<T>(work: Work<T>): Promise<T>;
  /** Refuses new work at once and calls `release` when all earlier work is settled. Closing again waits for the same. */
  close(release: () => void): Promise<void>;
}

export interface GroupCommitOptions {
  readonly connection: SqliteConnection;
  readonly busyTimeoutMs: number;
  readonly stallTimeoutMs: number;
}

const BATCH_LIMIT = 128;

const runningTurn = new AsyncLocalStorage<Turn>();

export function createGroupCommit({ connection, busyTimeoutMs, stallTimeoutMs }: GroupCommitOptions): GroupCommit {
  const queue: Turn[] = [];
  let busy = false;
  let closing: Promise<void> | undefined;
  let drained: (() => void) | undefined;

  function run<T>(work: Work<T>): Promise<T> {
    if (isInsideTurn()) return Promise.reject(nested());
    if (closing !== undefined) return Promise.reject(new DatabaseError('DATABASE_CLOSED', 'The database is closed'));
    return new Promise<T>((resolve, reject) => {
      const { turn, bind } = createTurn<T>(connection, resolve, reject);
      // Bound here, not when the turn comes, so that the work sees its caller's async context and not a neighbour's.
      runningTurn.run(turn, bind, work);
      queue.push(turn);
      if (!busy) schedule();
    });
  }

  function isInsideTurn(): boolean {
    const turn = runningTurn.getStore();
    return turn?.writer === connection && !turn.ended;
  }

  // After the poll phase, so that all requests that one turn of the event loop brought in share the commit.
  function schedule(): void {
    busy = true;
    setImmediate(() => {
      void runBatch().then(() => {
        if (queue.length > 0) return schedule();
        busy = false;
        drained?.();
      });
    });
  }

  async function runBatch(): Promise<void> {
    const asked = queue.length;
    try {
      await retryWhileBusy(begin, busyTimeoutMs);
    } catch (cause) {
      const error =
        cause instanceof DatabaseError
          ? cause
          : new DatabaseError('DATABASE_BEGIN_FAILED', 'No transaction could be started', { cause });
      for (const turn of queue.splice(0, asked)) turn.fail(error);
      return;
    }

    const batch = queue.splice(0, BATCH_LIMIT);
    let done = 0;
    let failure: DatabaseError | undefined;
    let current: Turn | undefined;
    let stalled = false;
    const watchdog = setTimeout(() => {
      stalled = true;
      current?.abandon();
    }, stallTimeoutMs);

    while (done < batch.length && !stalled && failure === undefined) {
      current = batch[done];
      if (current === undefined) break;
      done += 1;
      watchdog.refresh();
      failure = await runTurn(current);
    }
    clearTimeout(watchdog);
    queue.unshift(...batch.splice(done));

    failure ??= commit();
    for (const turn of batch) {
      if (failure === undefined) turn.settle();
      else turn.fail(failure);
    }
  }

  function begin(): void {
    if (connection.inTransaction) connection.command('rollback');
    connection.command('begin immediate');
  }

  /** Returns an error only when the turns before this one are lost as well. */
  async function runTurn(turn: Turn): Promise<DatabaseError | undefined> {
    try {
      connection.command('savepoint turn');
      const kept = await turn.run();
      if (!kept) connection.command('rollback to turn');
      connection.command('release turn');
      return undefined;
    } catch (cause) {
      rollback();
      const message = 'The database gave up the transaction';
      return new DatabaseError('DATABASE_ROLLED_BACK', message, { cause: turn.thrown ?? cause });
    }
  }

  function commit(): DatabaseError | undefined {
    try {
      connection.command('commit');
      return undefined;
    } catch (cause) {
      rollback();
      return new DatabaseError('DATABASE_COMMIT_FAILED', 'The commit failed; its outcome is unknown', { cause });
    }
  }

  function rollback(): void {
    try {
      if (connection.inTransaction) connection.command('rollback');
    } catch {
      // What made this necessary is already reported, and the next batch begins with another try.
    }
  }

  function close(release: () => void): Promise<void> {
    if (isInsideTurn()) return Promise.reject(nested());
    closing ??= new Promise<void>((resolve) => {
      if (busy) drained = resolve;
      else resolve();
    }).then(release);
    return closing;
  }

  return { run, close };
}

function nested(): DatabaseError {
  const message = 'A transaction cannot wait for another one: use the tx that its work was given';
  return new DatabaseError('DATABASE_TRANSACTION_NESTED', message);
}
