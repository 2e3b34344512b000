import type { CompiledQuery, QueryResult } from 'kysely';
import type pg from 'pg';

/** One connection to the server while it is lent out. Its methods throw what the driver throws. */
export interface PostgresSession {
  /** Whether the connection broke, or is not to be used again by others. */
  readonly discarded: boolean;
  /** Sends a query once all earlier ones are answered. */
  execute<Row>(query: Pick<CompiledQuery, 'sql' | 'parameters'>): Promise<QueryResult<Row>>;
  /** Sends one of the statements that frame a transaction. @returns What the server says it did, such as `COMMIT` */
  command(sql: string): Promise<string>;
  /** Has the connection closed when it is given back. */
  discard(): void;
}

// The driver knows more options than its types.
interface Statement extends pg.QueryConfig<unknown[]> {
  readonly queryMode?: 'extended';
  readonly query_timeout?: number;
}

const CHANGES = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

/**
 * @param lost Tells whether the connection is known to have broken
 * @param answerTimeoutMs How long an answer is waited for before the connection is taken for dead
 */
export function createPostgresSession(
  client: pg.PoolClient,
  lost: () => boolean,
  answerTimeoutMs: number,
): PostgresSession {
  let discarded = false;
  let last: Promise<unknown> = Promise.resolve();

  // The driver is to be given one query at a time.
  function send(statement: Statement): Promise<pg.QueryResult> {
    const limited: Statement = { ...statement, query_timeout: answerTimeoutMs };
    const sent = last.then(() => client.query(limited));
    last = sent.catch(() => {});
    return sent;
  }

  return {
    get discarded() {
      return discarded || lost();
    },
    async execute<Row>({ sql, parameters }: Pick<CompiledQuery, 'sql' | 'parameters'>): Promise<QueryResult<Row>> {
      // Without parameters the driver would otherwise let several statements through in one text.
      const result = await send({ text: sql, values: [...parameters], queryMode: 'extended' });
      const rows = result.rows as Row[];
      return CHANGES.has(result.command) ? { rows, numAffectedRows: BigInt(result.rowCount ?? 0) } : { rows };
    },
    command: async (sql) => (await send({ text: sql })).command,
    discard: () => {
      discarded = true;
    },
  };
}
