import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { checkParameter } from '../contract/check-parameter.ts';
import { DatabaseError } from '../contract/database-error.ts';
import type { Ending } from './attempt.ts';
import { failureOf } from './failure.ts';
import type { Gate } from './gate.ts';
import { persist } from './persist.ts';
import type { PostgresPool } from './postgres-pool.ts';

export interface ReaderOptions {
  /** Its connections must not be able to write. */
  readonly pool: PostgresPool;
  /** With as many places as the pool has connections. */
  readonly gate: Gate;
  readonly patienceMs: number;
}

/** Makes a connection for reading: each query is its own transaction, on whichever connection is free. */
export function createReader({ pool, gate, patienceMs }: ReaderOptions): DatabaseConnection {
  async function executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    for (const parameter of query.parameters) checkParameter(parameter);
    return persist(patienceMs, async () => {
      const leave = await gate.enter();
      const began = performance.now();
      try {
        return { ending: await readOnce<Row>(query), tookMs: performance.now() - began };
      } finally {
        leave();
      }
    });
  }

  async function readOnce<Row>(query: CompiledQuery): Promise<Ending<QueryResult<Row>>> {
    try {
      const value = await pool.lend(async (session) => {
        try {
          return await session.execute<Row>(query);
        } catch (thrown) {
          if (failureOf(thrown).kind === 'lost' && !isReadOnly(thrown)) session.discard();
          throw thrown;
        }
      });
      return { status: 'returned', value };
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (isReadOnly(thrown)) {
        const error = new DatabaseError('DATABASE_READ_ONLY', 'Write inside transact()', { cause: failure.error });
        return { status: 'threw', error };
      }
      return failure.kind === 'refused' ? { status: 'threw', error: failure.error } : { status: 'again', failure };
    }
  }

  return {
    executeQuery,
    // Read at once, as on SQLite: a cursor would hold its connection for as long as its reader takes.
    async *streamQuery<Row>(query: CompiledQuery) {
      yield await executeQuery<Row>(query);
    },
  };
}

/** read_only_sql_transaction */
function isReadOnly(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === '25006';
}
