import { DatabaseError } from '../contract/database-error.ts';

/** The part of `node:sqlite` that is used here. `@photostructure/sqlite` has the same face. */
export interface SqliteDriver {
  readonly DatabaseSync: new (path: string, options?: { readonly readOnly?: boolean }) => SqliteHandle;
}

export interface SqliteHandle {
  readonly isTransaction: boolean;
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  close(): void;
}

export interface SqliteStatement {
  all(...parameters: readonly unknown[]): Record<string, unknown>[];
  run(...parameters: readonly unknown[]): {
    readonly changes: number | bigint;
    readonly lastInsertRowid: number | bigint;
  };
  columns(): readonly unknown[];
}

let loading: Promise<SqliteDriver> | undefined;

/**
 * Loads Node's own SQLite, or the installed package where Node has none (before 22.16 it has none or too small a one).
 *
 * @throws {DatabaseError} `DATABASE_DRIVER_MISSING`
 */
export function loadSqliteDriver(): Promise<SqliteDriver> {
  loading ??= load();
  return loading;
}

async function load(): Promise<SqliteDriver> {
  const builtin = process.getBuiltinModule?.('node:sqlite') as SqliteDriver | undefined;
  if (builtin !== undefined && isComplete(builtin)) return builtin;
  try {
    return await import('@photostructure/sqlite');
  } catch (cause) {
    const message = 'SQLite needs Node 22.16 or newer, or the package @photostructure/sqlite';
    throw new DatabaseError('DATABASE_DRIVER_MISSING', message, { cause });
  }
}

function isComplete(driver: SqliteDriver): boolean {
  const probe = new driver.DatabaseSync(':memory:');
  try {
    return typeof probe.isTransaction === 'boolean' && typeof probe.prepare('select 1').columns === 'function';
  } finally {
    probe.close();
  }
}
