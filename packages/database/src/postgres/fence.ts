import { clearTimeout, setTimeout } from 'node:timers';
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { checkParameter } from '../contract/check-parameter.ts';
import { DatabaseError } from '../contract/database-error.ts';
import { type Failure, failureOf } from './failure.ts';
import type { PostgresSession } from './postgres-session.ts';

export type Work<T> = (connection: DatabaseConnection) => Promise<T>;

export type Settled<T> =
  | { readonly status: 'returned'; readonly value: T }
  | { readonly status: 'threw'; readonly error: unknown };

/** What a transaction's work sees of its connection, and what the transaction sees of its work. */
export interface Fence {
  /** Whether the work is over, so that its connection answers no more. */
  readonly ended: boolean;
  readonly stalled: boolean;
  /** The first query that failed; after it the server takes no other. */
  readonly failure: Failure | undefined;
  /** Runs the work until it settles or stalls, and its last query is answered. */
  run<T>(work: Work<T>): Promise<Settled<T>>;
}

/** @param stallTimeoutMs How long the work may wait for something other than its queries, in all */
export function createFence(session: PostgresSession, stallTimeoutMs: number): Fence {
  const underWay = new Set<Promise<unknown>>();
  let ended = false;
  let stalled = false;
  let failure: Failure | undefined;
  let patience = stallTimeoutMs;
  let idleSince = 0;
  let watchdog: NodeJS.Timeout | undefined;
  let abandon = (): void => {};

  function executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    stopWatch();
    const answer = ask<Row>(query).finally(() => {
      underWay.delete(answer);
      if (underWay.size === 0) startWatch();
    });
    underWay.add(answer);
    return answer;
  }

  async function ask<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (ended) throw new DatabaseError('DATABASE_TRANSACTION_ENDED', 'This transaction is over');
    if (failure !== undefined) throw new DatabaseError('DATABASE_ROLLED_BACK', 'A query of this transaction failed');
    try {
      for (const parameter of query.parameters) checkParameter(parameter);
      return await session.execute<Row>(query);
    } catch (thrown) {
      const found = failureOf(thrown);
      failure ??= found;
      throw found.error;
    }
  }

  function startWatch(): void {
    if (ended) return;
    idleSince = performance.now();
    watchdog = setTimeout(() => {
      stalled = true;
      abandon();
    }, patience);
  }

  function stopWatch(): void {
    if (watchdog === undefined) return;
    clearTimeout(watchdog);
    watchdog = undefined;
    patience = Math.max(0, patience - (performance.now() - idleSince));
  }

  const connection: DatabaseConnection = {
    executeQuery,
    async *streamQuery<Row>(query: CompiledQuery) {
      yield await executeQuery<Row>(query);
    },
  };

  return {
    get ended() {
      return ended;
    },
    get stalled() {
      return stalled;
    },
    get failure() {
      return failure;
    },
    async run<T>(work: Work<T>): Promise<Settled<T>> {
      const abandoned = new Promise<Settled<T>>((resolve) => {
        const message = 'The work waited for something other than its own queries for too long and was rolled back';
        const error = new DatabaseError('DATABASE_TRANSACTION_STALLED', message);
        abandon = () => resolve({ status: 'threw', error });
      });
      startWatch();
      const settled = await Promise.race([settle(work, connection), abandoned]);
      ended = true;
      stopWatch();
      await Promise.allSettled(underWay);
      return settled;
    },
  };
}

async function settle<T>(work: Work<T>, connection: DatabaseConnection): Promise<Settled<T>> {
  try {
    return { status: 'returned', value: await work(connection) };
  } catch (error) {
    return { status: 'threw', error };
  }
}
