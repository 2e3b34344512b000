import { DatabaseError } from '../contract/database-error.ts';
import { PostgresError } from './postgres-error.ts';

/**
 * What a failed query means.
 *
 * - `conflict`: other transactions were in the way; the whole transaction may be run again.
 * - `lost`: there is no connection, or none that can be used any more; another one may work.
 * - `refused`: it would fail again.
 */
export interface Failure {
  readonly kind: 'conflict' | 'lost' | 'refused';
  /** What the caller may see: no stored value, no parameter, no password. */
  readonly error: Error;
}

/** serialization_failure, deadlock_detected */
const CONFLICT = new Set(['40001', '40P01']);

/**
 * The server is going away or not yet there (57P01, 57P02, 57P03, 57P05), has no room (53300), has ended a session that sat
 * in a transaction (25P03, 25P04), or has become a standby that only reads (25006, seen by a connection that may write).
 */
const LOST = new Set(['57P01', '57P02', '57P03', '57P05', '53300', '25P03', '25P04', '25006']);

/** lock_not_available, query_canceled: both by our own time limits */
const TOO_SLOW = new Set(['55P03', '57014']);

/** Classes whose messages name tables, columns and people, but hold no values. */
const TELLING = new Set(['08', '0A', '23', '25', '28', '3D', '3F', '40', '42', '53', '54', '55', '57', '58', 'XX']);

/** Tells what an error of the driver means. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof DatabaseError) return { kind: 'refused', error: thrown };
  const code = sqlStateOf(thrown);
  // Everything that the server did not say itself is about the way to it.
  if (code === undefined) return { kind: 'lost', error: describeWay(thrown) };

  const error = describe(code, thrown as Error & { constraint?: unknown });
  if (CONFLICT.has(code)) return { kind: 'conflict', error };
  if (LOST.has(code) || code.startsWith('08')) return { kind: 'lost', error };
  if (!TOO_SLOW.has(code)) return { kind: 'refused', error };
  return { kind: 'refused', error: new DatabaseError('DATABASE_BUSY', 'The database took too long', { cause: error }) };
}

function sqlStateOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown) || !('severity' in thrown)) return undefined;
  return typeof thrown.code === 'string' ? thrown.code : undefined;
}

/** The driver hangs its connection on its errors, with all that it knows. */
function describeWay(thrown: unknown): Error {
  const code = thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
  const message = thrown instanceof Error ? thrown.message : '';
  const error = new Error(message || code || 'No connection');
  return code === undefined ? error : Object.assign(error, { code });
}

function describe(code: string, thrown: Error & { constraint?: unknown }): PostgresError {
  const message = TELLING.has(code.slice(0, 2)) ? thrown.message : 'PostgreSQL refused a value or a statement';
  return new PostgresError(code, `${message} (SQLSTATE ${code})`, thrown);
}
