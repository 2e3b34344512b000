import { until } from '@checkout-perks/test-kit/until';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../src/contract/database.ts';
import type { Shop } from '../open-shop.ts';

/** The process of the server that answers a transaction. */
export async function pidOf(tx: Kysely<Shop>): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
  return rows[0]?.pid ?? 0;
}

/** Ends connections to the same database, all but the one that asks or those that are named, and waits until they are gone. */
export async function endConnections(by: Database<Shop>, only?: readonly number[]): Promise<void> {
  const { rows } = await sql<{ pid: number }>`
    select pid, pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
      and ${only === undefined ? sql.lit(true) : isOneOf(only)}`.execute(by.read);
  const ended = rows.map(({ pid }) => pid);
  await until(async () => {
    const left = await sql`select pid from pg_stat_activity where ${isOneOf(ended)}`.execute(by.read);
    return left.rows.length === 0;
  });
  // The server told those clients before their processes ended; with one more answer, this process has read that.
  await sql`select 1`.execute(by.read);
}

/** Waits until a process works on a query that holds this text, and tells which. */
export function untilWorking(by: Database<Shop>, text: string): Promise<number> {
  return until(async () => {
    const { rows } = await sql<{ pid: number }>`
      select pid from pg_stat_activity
      where datname = current_database() and state = 'active' and pid <> pg_backend_pid()
        and position(${text} in query) > 0`.execute(by.read);
    return rows[0]?.pid;
  });
}

/** Waits until so many processes wait for a lock of this database. */
export async function untilLocked(by: Database<Shop>, count = 1): Promise<number[]> {
  return until(async () => {
    const { rows } = await sql<{ pid: number }>`
      select distinct locks.pid from pg_locks as locks join pg_stat_activity as activity on activity.pid = locks.pid
      where not granted and datname = current_database()`.execute(by.read);
    return rows.length >= count && rows.map(({ pid }) => pid);
  });
}

function isOneOf(pids: readonly number[]) {
  return sql<boolean>`pid = any(array[${sql.join(pids.map((pid) => sql.lit(pid)))}]::integer[])`;
}
