import { DatabaseError } from './database-error.ts';

/**
 * Refuses a value that some database does not store, or quietly takes for something else.
 *
 * @throws {DatabaseError} `DATABASE_PARAMETER_INVALID`, naming the kind of the value and not the value
 */
export function checkParameter(value: unknown): void {
  const fault = faultOf(value);
  if (fault === undefined) return;
  const message = `${fault} cannot be stored; use text without NUL, finite numbers, bigints, bytes or null`;
  throw new DatabaseError('DATABASE_PARAMETER_INVALID', message);
}

function faultOf(value: unknown): string | undefined {
  if (value === null || typeof value === 'bigint' || value instanceof Uint8Array) return undefined;
  if (typeof value === 'string') return value.includes('\0') ? 'Text with a NUL' : undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `The number ${value}`;
  // SQLite's driver takes an object in first place for named parameters and binds nothing.
  return typeof value === 'object' ? 'An object' : `A value of type ${typeof value}`;
}
