/**
 * What went wrong, as a code that callers may branch on.
 *
 * - `DATABASE_URL_INVALID`: the address cannot be understood.
 * - `DATABASE_UNSUPPORTED`: the address names a database that this version does not speak.
 * - `DATABASE_DRIVER_MISSING`: this Node has no usable `node:sqlite` and `@photostructure/sqlite` is not installed.
 * - `DATABASE_OPEN_FAILED`: the file cannot be opened, is no database, or lies where SQLite's WAL does not work; or the
 *   PostgreSQL server cannot be reached or refuses the login.
 * - `DATABASE_OWNER_INVALID`: a migration owner that cannot be a table prefix.
 * - `DATABASE_PARAMETER_INVALID`: a value that not every database stores (boolean, Date, NaN, object, undefined, a NUL).
 * - `DATABASE_INTEGER_TOO_LARGE`: a stored integer beyond 2^53, which a number cannot hold exactly.
 * - `DATABASE_READ_ONLY`: a write or a transaction was tried through `read`.
 * - `DATABASE_BUSY`: others held the database, or were in the way, for too long. Nothing was applied.
 * - `DATABASE_UNREACHABLE`: the server could not be reached for too long. Nothing was applied.
 * - `DATABASE_BEGIN_FAILED`: no transaction could be started. Nothing was applied.
 * - `DATABASE_ROLLED_BACK`: a query failed and the work went on all the same; or the database gave up the whole batch, as
 *   it does on a full disk. Nothing was applied.
 * - `DATABASE_COMMIT_FAILED`: the commit failed. Take the outcome as unknown: read before doing it again.
 * - `DATABASE_TRANSACTION_NESTED`: `transact`, `migrate` or `close` was called by a running transaction's own work.
 * - `DATABASE_TRANSACTION_ENDED`: a query was sent through a transaction that is over.
 * - `DATABASE_TRANSACTION_STALLED`: the work waited for something other than its queries for too long; it was rolled back.
 * - `DATABASE_CLOSED`: the database was closed.
 */
export type DatabaseErrorCode =
  | 'DATABASE_URL_INVALID'
  | 'DATABASE_UNSUPPORTED'
  | 'DATABASE_DRIVER_MISSING'
  | 'DATABASE_OPEN_FAILED'
  | 'DATABASE_OWNER_INVALID'
  | 'DATABASE_PARAMETER_INVALID'
  | 'DATABASE_INTEGER_TOO_LARGE'
  | 'DATABASE_READ_ONLY'
  | 'DATABASE_BUSY'
  | 'DATABASE_UNREACHABLE'
  | 'DATABASE_BEGIN_FAILED'
  | 'DATABASE_ROLLED_BACK'
  | 'DATABASE_COMMIT_FAILED'
  | 'DATABASE_TRANSACTION_NESTED'
  | 'DATABASE_TRANSACTION_ENDED'
  | 'DATABASE_TRANSACTION_STALLED'
  | 'DATABASE_CLOSED';

/** An error of this package. Its message holds no stored value, query parameter or password; `cause` is the driver's error. */
export class DatabaseError extends Error {
  readonly code: DatabaseErrorCode;

  constructor(code: DatabaseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DatabaseError';
    this.code = code;
  }
}
