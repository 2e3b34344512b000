import { type Database, openDatabase } from '@checkout-perks/database';
import { sql } from 'kysely';
import { migrations } from '../../src/journal/migrations.ts';

/** One database for all histories of this process: to open one takes longer than a short history. */
export interface JournalDatabase {
  database: Database<unknown>;
  /** Empties the journal, for the next history. */
  clear(): Promise<void>;
}

/** Opens an empty journal on a real SQLite that nobody else sees. */
export async function openJournalDatabase(): Promise<JournalDatabase> {
  const database = await openDatabase<unknown>('file::memory:');
  await database.migrate('perks', migrations);
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_schema where type = 'table' and name like 'perks!_%' escape '!'
    and name not like 'perks!_migration%' escape '!'`.execute(database.read);
  const tables = rows.map(({ name }) => name);

  return {
    database,
    clear: () =>
      database.transact(async (tx) => {
        // Tables that name each other are whole again when all of them are empty.
        await sql`pragma defer_foreign_keys = on`.execute(tx);
        for (const table of tables) await sql`delete from ${sql.table(table)}`.execute(tx);
      }),
  };
}
