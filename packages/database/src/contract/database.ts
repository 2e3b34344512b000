import type { Kysely, Migration } from 'kysely';

/** One database, seen with one owner's tables. Which kind it is makes no difference to its callers. */
export interface Database<Tables> {
  readonly dialect: 'sqlite' | 'postgres';

  /**
   * Reads outside any transaction: sees everything that has been committed and nothing else.
   *
   * @throws {DatabaseError} `DATABASE_READ_ONLY` from a query that writes; `DATABASE_UNREACHABLE`, `DATABASE_CLOSED`
   */
  readonly read: Kysely<Tables>;

  /**
   * Runs `work` in one durable, serialised transaction and resolves once its commit is on disk: the outcome is as if
   * all transactions had run one after another.
   *
   * `work` awaits nothing but the queries of its own `tx`: while it waits for anything else, others may have to wait
   * with it. After 5 seconds of that it is rolled back and the others go on. A query that fails ends the transaction.
   *
   * On PostgreSQL `work` is run again when others were in its way or the connection broke; what was done before is then
   * undone. So it changes nothing but through `tx`, and only what the last run returned or threw is told to the caller.
   * On SQLite, transactions asked for in one turn of the event loop share a commit.
   *
   * @throws What `work` threw; {DatabaseError} `DATABASE_BUSY`, `DATABASE_UNREACHABLE`, `DATABASE_BEGIN_FAILED`,
   *   `DATABASE_ROLLED_BACK`, `DATABASE_COMMIT_FAILED`, `DATABASE_TRANSACTION_NESTED`, `DATABASE_TRANSACTION_STALLED`,
   *   `DATABASE_CLOSED`
   */
  transact<T>(work: (tx: Kysely<Tables>) => Promise<T>): Promise<T>;

  /**
   * Applies those of one owner's migrations that were not applied before, in name order, all or none. Safe to call in
   * many processes at once.
   *
   * @param owner Prefix of the owner's tables, such as `issuer`; its history is kept in `${owner}_migration`
   * @throws The error that a migration threw; {DatabaseError} `DATABASE_OWNER_INVALID` and those of `transact`
   */
  migrate(owner: string, migrations: Record<string, Migration>): Promise<void>;

  /** The same connections, seen with another owner's tables. */
  as<Other>(): Database<Other>;

  /** Lets the transactions already asked for finish, then closes. Later calls answer `DATABASE_CLOSED`; closing again is harmless. */
  close(): Promise<void>;
}
