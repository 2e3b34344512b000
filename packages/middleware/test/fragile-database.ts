import { type Database, openDatabase } from '@checkout-perks/database';

/** A database whose transactions are counted, can be kept waiting, and fail when they are told to. */
export interface FragileDatabase {
  database: Database<unknown>;
  /** How many transactions were asked for. */
  transactions(): number;
  /** While true, no transaction gets through. */
  broken: boolean;
  /** What each transaction waits for before it begins. */
  before: () => Promise<void>;
}

/** Opens a database that can be broken and mended. */
export async function openFragileDatabase(url: string): Promise<FragileDatabase> {
  const real = await openDatabase<unknown>(url);
  let transactions = 0;
  const database: Database<unknown> = {
    dialect: real.dialect,
    read: real.read,
    migrate: (owner, migrations) => real.migrate(owner, migrations),
    close: () => real.close(),
    as: <Other>() => database as unknown as Database<Other>,
    async transact(work) {
      transactions += 1;
      if (fragile.broken) throw new Error('the disk is full');
      await fragile.before();
      return real.transact(work);
    },
  };
  const fragile: FragileDatabase = {
    database,
    transactions: () => transactions,
    broken: false,
    before: async () => {},
  };
  return fragile;
}
