import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { DatabaseError } from '../contract/database-error.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

export type Work<T> = (connection: DatabaseConnection) => Promise<T>;

/** One transaction of a batch: its work, its fenced connection, and what its caller will be told after the commit. */
export interface Turn {
  readonly writer: SqliteConnection;
  /** Whether the work is over, so that its connection answers no more. */
  readonly ended: boolean;
  /** What the work threw, if it did. */
  readonly thrown: unknown;
  /** Starts the work and waits until it is over. @returns Whether its changes are to be kept */
  run(): Promise<boolean>;
  /** Ends the work as failed although it has not settled. */
  abandon(): void;
  /** Tells the caller what the work returned or threw. */
  settle(): void;
  /** Tells the caller that nothing came of it, whatever the work returned or threw. */
  fail(error: DatabaseError): void;
}

/** Makes a turn, and the function that binds its work to the async context in which it is called. */
export function createTurn<T>(
  writer: SqliteConnection,
  resolve: (value: T) => void,
  reject: (error: unknown) => void,
): { turn: Turn; bind(work: Work<T>): void } {
  let ended = false;
  let failed = false;
  let settle = (): void => {};
  let thrown: unknown;
  let begin = (): void => {};
  const begun = new Promise<void>((done) => {
    begin = done;
  });
  let finish = (_kept: boolean): void => {};
  const finished = new Promise<boolean>((done) => {
    finish = done;
  });

  function succeed(value: T): void {
    if (failed) {
      stop(new DatabaseError('DATABASE_ROLLED_BACK', 'A query of this transaction failed'));
      return;
    }
    if (ended) return;
    ended = true;
    settle = () => resolve(value);
    finish(true);
  }

  function stop(error: unknown): void {
    if (ended) return;
    ended = true;
    thrown = error;
    settle = () => reject(error);
    finish(false);
  }

  async function executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (ended) throw new DatabaseError('DATABASE_TRANSACTION_ENDED', 'This transaction is over');
    if (failed) throw new DatabaseError('DATABASE_ROLLED_BACK', 'A query of this transaction failed');
    try {
      return writer.execute<Row>(query);
    } catch (error) {
      // PostgreSQL takes no more queries then. Nor may SQLite: a full disk rolls the transaction back underneath, and
      // what the work did next would be committed statement by statement.
      failed = true;
      throw error;
    }
  }

  const connection: DatabaseConnection = {
    executeQuery,
    async *streamQuery<Row>(query: CompiledQuery) {
      yield await executeQuery<Row>(query);
    },
  };

  const turn: Turn = {
    writer,
    get ended() {
      return ended;
    },
    get thrown() {
      return thrown;
    },
    run: () => {
      begin();
      return finished;
    },
    abandon: () => {
      const message = 'The work waited for something other than its own queries for too long and was rolled back';
      stop(new DatabaseError('DATABASE_TRANSACTION_STALLED', message));
    },
    settle: () => settle(),
    fail: reject,
  };
  return { turn, bind: (work) => void begun.then(() => work(connection)).then(succeed, stop) };
}
