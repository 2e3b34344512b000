import { AsyncLocalStorage } from 'node:async_hooks';
import { DatabaseError } from '../contract/database-error.ts';
import { attempt, type Ending } from './attempt.ts';
import { failureOf } from './failure.ts';
import { createFence, type Fence, type Work } from './fence.ts';
import type { Gate } from './gate.ts';
import { persist } from './persist.ts';
import type { PostgresPool } from './postgres-pool.ts';

/** How a transaction is framed. */
export interface Frame {
  readonly begin: readonly string[];
  /** Whether its queries may take as long as they like. */
  readonly unhurried?: boolean;
}

/** Runs transactions, several at a time, each again until it had none in its way. */
export interface Transactions {
  run<T>(frame: Frame, work: Work<T>): Promise<T>;
  /** Refuses new work at once and calls `release` when all earlier work is settled. Closing again waits for the same. */
  close(release: () => Promise<void>): Promise<void>;
}

export interface TransactionsOptions {
  readonly pool: PostgresPool;
  /** With as many places as the pool has connections. */
  readonly gate: Gate;
  readonly patienceMs: number;
  readonly stallTimeoutMs: number;
}

interface Running {
  readonly owner: Transactions;
  readonly fence: Fence;
}

const running = new AsyncLocalStorage<Running>();

export function createTransactions({ pool, gate, patienceMs, stallTimeoutMs }: TransactionsOptions): Transactions {
  const underWay = new Set<Promise<unknown>>();
  let closing: Promise<void> | undefined;

  function run<T>(frame: Frame, work: Work<T>): Promise<T> {
    if (isInsideWork()) return Promise.reject(nested());
    if (closing !== undefined) return Promise.reject(new DatabaseError('DATABASE_CLOSED', 'The database is closed'));
    const result = persist(patienceMs, async (stoppedBy) => {
      // Those of this process would get into each other's way again and again: whoever was stopped goes alone.
      const leave = await (stoppedBy?.kind === 'conflict' ? gate.enterAlone() : gate.enter());
      const began = performance.now();
      try {
        const ending = await once(frame, work);
        if (ending.status !== 'again') gate.widen();
        else if (ending.failure.kind === 'conflict') gate.narrow();
        return { ending, tookMs: performance.now() - began };
      } finally {
        leave();
      }
    });
    const settled = result.then(
      () => {},
      () => {},
    );
    underWay.add(settled);
    void settled.then(() => underWay.delete(settled));
    return result;
  }

  async function once<T>({ begin, unhurried }: Frame, work: Work<T>): Promise<Ending<T>> {
    try {
      return await pool.lend((session) => {
        const fence = createFence(session, stallTimeoutMs);
        return running.run({ owner: transactions, fence }, () => attempt(session, begin, fence, work));
      }, unhurried);
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure.kind === 'lost') return { status: 'again', failure };
      const message = 'No transaction could be started';
      return { status: 'threw', error: new DatabaseError('DATABASE_BEGIN_FAILED', message, { cause: failure.error }) };
    }
  }

  function isInsideWork(): boolean {
    const current = running.getStore();
    return current?.owner === transactions && !current.fence.ended;
  }

  function close(release: () => Promise<void>): Promise<void> {
    if (isInsideWork()) return Promise.reject(nested());
    closing ??= Promise.all(underWay).then(release);
    return closing;
  }

  const transactions: Transactions = { run, close };
  return transactions;
}

function nested(): DatabaseError {
  const message = 'A transaction cannot wait for another one: use the tx that its work was given';
  return new DatabaseError('DATABASE_TRANSACTION_NESTED', message);
}
