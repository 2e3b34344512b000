import pg, { type ClientBase, type PoolConfig, type QueryConfig } from 'pg';
import { DatabaseError } from '../contract/database-error.ts';
import { parserOf } from './parse-value.ts';
import { createPostgresSession, type PostgresSession } from './postgres-session.ts';

/** Time limits of connections, ms. */
export interface PoolLimits {
  readonly connectTimeoutMs: number;
  /** How long the server works on one statement. */
  readonly statementTimeoutMs: number;
  /** How long an answer is waited for, as from a server that is gone without a word; longer than `statementTimeoutMs`. */
  readonly answerTimeoutMs: number;
  /** How long one statement waits for others to give something back. */
  readonly lockTimeoutMs: number;
  /** How long the server keeps a transaction open whose client is silent. */
  readonly silenceTimeoutMs: number;
}

export interface PoolOptions {
  readonly url: string;
  readonly size: number;
  readonly writes: boolean;
  readonly limits: PoolLimits;
}

/** Connections to one database, opened when needed and closed when idle. */
export interface PostgresPool {
  /**
   * Lends a connection to `use`.
   *
   * @param unhurried Without a limit on how long an answer may take
   * @throws What connecting throws, or `use`
   */
  lend<T>(use: (session: PostgresSession) => Promise<T>, unhurried?: boolean): Promise<T>;
  /** Closes all connections once they are given back. */
  end(): Promise<void>;
}

const IDLE_MS = 30_000;
const KEEP_ALIVE_MS = 10_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Makes a pool; it connects when it is first used. */
export function createPostgresPool({ url, size, writes, limits }: PoolOptions): PostgresPool {
  const lost = new WeakSet<ClientBase>();
  const settings = settingsOf(limits, writes);
  const config: PoolConfig = {
    connectionString: url,
    fallback_application_name: 'checkout-perks',
    max: size,
    connectionTimeoutMillis: limits.connectTimeoutMs,
    idleTimeoutMillis: IDLE_MS,
    // Like a file, an idle connection keeps no process from ending.
    allowExitOnIdle: true,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    types: { getTypeParser: parserOf as typeof pg.types.getTypeParser },
    onConnect: async (client) => {
      // The driver knows this option, but not its types.
      const prepare: QueryConfig & { query_timeout: number } = {
        text: settings,
        query_timeout: limits.connectTimeoutMs,
      };
      await client.query(prepare);
    },
  };
  const pool = new pg.Pool(config);
  // Without a listener, an idle connection that breaks would end the process, and so would one that is lent out.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => lost.add(client)));
  let ended: Promise<void> | undefined;

  return {
    async lend(use, unhurried = false) {
      if (ended !== undefined) throw new DatabaseError('DATABASE_CLOSED', 'The database is closed');
      const client = await pool.connect();
      const patience = unhurried ? LONGEST_TIMER_MS : limits.answerTimeoutMs;
      const session = createPostgresSession(client, () => lost.has(client), patience);
      try {
        return await use(session);
      } finally {
        client.release(session.discarded);
      }
    },
    end: () => {
      ended ??= pool.end();
      return ended;
    },
  };
}

function settingsOf(limits: PoolLimits, writes: boolean): string {
  const settings = [
    `set statement_timeout = ${limits.statementTimeoutMs}`,
    `set lock_timeout = ${limits.lockTimeoutMs}`,
    `set idle_in_transaction_session_timeout = ${limits.silenceTimeoutMs}`,
    // An answer means that it is on the disk; a server whose commits wait for a replica too is left to do so.
    `select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'`,
  ];
  if (!writes) settings.push('set default_transaction_read_only = on');
  return settings.join('; ');
}
