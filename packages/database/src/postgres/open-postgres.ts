import { sql } from 'kysely';
import type { Database } from '../contract/database.ts';
import { DatabaseError } from '../contract/database-error.ts';
import { PATIENCE_MS, STALL_MS } from '../contract/limits.ts';
import { runMigrations } from '../migrations/run-migrations.ts';
import { failureOf } from './failure.ts';
import { createGate } from './gate.ts';
import { postgresBuilders } from './postgres-builders.ts';
import { createPostgresPool, type PoolLimits } from './postgres-pool.ts';
import { createReader } from './reader.ts';
import { retryVanished } from './retry-vanished.ts';
import { createTransactions, type Frame } from './transactions.ts';

/** Connections that one process holds at the most. A server takes 100 unless told otherwise, for all its clients. */
const WRITERS = 6;
const READERS = 4;

/** All time limits, ms. */
export interface PostgresLimits extends PoolLimits {
  /** How long what was stopped is tried again. */
  readonly patienceMs: number;
  readonly stallTimeoutMs: number;
}

const LIMITS: PostgresLimits = {
  patienceMs: PATIENCE_MS,
  stallTimeoutMs: STALL_MS,
  connectTimeoutMs: 5_000,
  statementTimeoutMs: 30_000,
  answerTimeoutMs: 35_000,
  lockTimeoutMs: PATIENCE_MS,
  silenceTimeoutMs: 2 * STALL_MS,
};

const TRANSACTION: Frame = { begin: ['begin isolation level serializable'] };

/** Any number will do, as long as it stays: all processes that migrate one database wait for each other at it. */
const MIGRATION_LOCK = 4_741_920_653;

/**
 * Opens a database of a PostgreSQL server.
 *
 * @throws {DatabaseError} `DATABASE_OPEN_FAILED`
 */
export async function openPostgres<Tables>(
  url: string,
  given: Partial<PostgresLimits> = {},
): Promise<Database<Tables>> {
  const limits = { ...LIMITS, ...given };
  const { patienceMs, stallTimeoutMs } = limits;
  const writers = createPostgresPool({ url, size: WRITERS, writes: true, limits });
  const readers = createPostgresPool({ url, size: READERS, writes: false, limits });
  try {
    await writers.lend((session) => session.command('select 1'));
  } catch (thrown) {
    await writers.end();
    const { error } = failureOf(thrown);
    throw new DatabaseError('DATABASE_OPEN_FAILED', `The PostgreSQL database cannot be opened: ${reasonOf(error)}`, {
      cause: error,
    });
  }
  const transactions = createTransactions({ pool: writers, gate: createGate(WRITERS), patienceMs, stallTimeoutMs });
  const reader = createReader({ pool: readers, gate: createGate(READERS), patienceMs });

  const database: Database<Tables> = {
    dialect: 'postgres',
    read: postgresBuilders.over<Tables>(reader),
    transact: (work) => transactions.run(TRANSACTION, (tx) => work(postgresBuilders.within<Tables>(tx))),
    migrate: (owner, migrations) =>
      retryVanished(() =>
        transactions.run(migrationFrame(limits), async (tx) => {
          const db = postgresBuilders.over<Tables>(tx);
          const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db);
          await runMigrations(db, owner, migrations, rows[0]?.schema);
        }),
      ),
    as: <Other>() => database as unknown as Database<Other>,
    close: () =>
      transactions.close(async () => {
        await Promise.all([writers.end(), readers.end()]);
      }),
  };
  return database;
}

/**
 * A migration may take long, and so may waiting for another process's. What it must not do is wait long for a table in
 * use: everybody who comes later would wait behind it.
 */
function migrationFrame({ lockTimeoutMs }: PostgresLimits): Frame {
  return {
    // Not serializable: what another process has migrated meanwhile must be seen once the lock is ours.
    begin: [
      'begin isolation level read committed',
      'set local statement_timeout = 0',
      'set local lock_timeout = 0',
      `select pg_advisory_xact_lock(${MIGRATION_LOCK})`,
      `set local lock_timeout = ${lockTimeoutMs}`,
    ],
    unhurried: true,
  };
}

function reasonOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string' && !/^[0-9A-Z]{5}$/.test(error.code)) return error.code;
  return error.message;
}
