import { type CompiledQuery, type DatabaseConnection, InsertQueryNode, type QueryResult } from 'kysely';
import { checkParameter } from '../contract/check-parameter.ts';
import { DatabaseError } from '../contract/database-error.ts';
import type { SqliteHandle, SqliteStatement } from './sqlite-driver.ts';
import { isSqliteBusy, isSqliteReadOnly } from './sqlite-result-code.ts';

/** One SQLite connection as Kysely sees it, with its prepared statements kept. */
export interface SqliteConnection extends DatabaseConnection {
  readonly inTransaction: boolean;
  /** `executeQuery`, done when it returns. */
  execute<Row>(query: CompiledQuery): QueryResult<Row>;
  /** Runs one of the few statements that take and give nothing, such as `commit`. Throws what the driver throws. */
  command(sql: string): void;
  /** Takes note that tables were changed: the kept statements may give other columns now. */
  schemaChanged(): void;
  close(): void;
}

interface Prepared {
  readonly statement: SqliteStatement;
  readonly givesRows: boolean;
}

const STATEMENTS_KEPT = 256;

export function createSqliteConnection(handle: SqliteHandle): SqliteConnection {
  // A Map iterates in insertion order, so re-inserting on use keeps the least used first.
  const kept = new Map<string, Prepared>();
  const commands = new Map<string, SqliteStatement>();
  let closed = false;

  function prepare(sql: string): Prepared {
    let prepared = kept.get(sql);
    if (prepared === undefined) {
      const statement = handle.prepare(sql);
      prepared = { statement, givesRows: statement.columns().length > 0 };
      if (kept.size >= STATEMENTS_KEPT) {
        for (const oldest of kept.keys()) {
          kept.delete(oldest);
          break;
        }
      }
    } else {
      kept.delete(sql);
    }
    kept.set(sql, prepared);
    return prepared;
  }

  function execute<Row>(query: CompiledQuery): QueryResult<Row> {
    if (closed) throw new DatabaseError('DATABASE_CLOSED', 'The database is closed');
    for (const parameter of query.parameters) checkParameter(parameter);
    try {
      const { statement, givesRows } = prepare(query.sql);
      if (givesRows) return { rows: statement.all(...query.parameters) as Row[] };
      const { changes, lastInsertRowid } = statement.run(...query.parameters);
      const numAffectedRows = BigInt(changes);
      if (!insertsOnly(query) || numAffectedRows === 0n) return { numAffectedRows, rows: [] };
      return { numAffectedRows, insertId: BigInt(lastInsertRowid), rows: [] };
    } catch (error) {
      throw translate(error);
    }
  }

  return {
    get inTransaction() {
      return handle.isTransaction;
    },
    command(sql) {
      let statement = commands.get(sql);
      if (statement === undefined) {
        statement = handle.prepare(sql);
        commands.set(sql, statement);
      }
      statement.run();
    },
    execute,
    executeQuery: async (query) => execute(query),
    // Read at once: a half-read cursor would pin an old snapshot under every other reader of this connection.
    async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
      yield execute<Row>(query);
    },
    schemaChanged() {
      kept.clear();
      // Node 22 counts a statement's columns before its first step, and only a step makes a connection look whether
      // another one changed the schema. So a step is made here, or the next `select *` lacks the new columns.
      handle.exec('select count(*) from sqlite_schema');
    },
    close: () => {
      closed = true;
      kept.clear();
      handle.close();
    },
  };
}

/** SQLite reports the last row ever inserted; only after a plain insert is that the row of this query. */
function insertsOnly({ query }: CompiledQuery): boolean {
  return InsertQueryNode.is(query) && query.onConflict?.updates === undefined;
}

function translate(error: unknown): unknown {
  if (isSqliteReadOnly(error)) {
    return new DatabaseError('DATABASE_READ_ONLY', 'Write inside transact()', { cause: error });
  }
  // The driver's own message repeats the value.
  if (error instanceof Error && error.message.includes('too large to be represented')) {
    return new DatabaseError('DATABASE_INTEGER_TOO_LARGE', 'A stored integer is too large to be read exactly');
  }
  if (isSqliteBusy(error)) return new DatabaseError('DATABASE_BUSY', 'The database is busy', { cause: error });
  return error;
}
