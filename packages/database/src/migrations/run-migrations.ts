import { type Kysely, type Migration, Migrator } from 'kysely';
import { DatabaseError } from '../contract/database-error.ts';

const OWNER = /^[a-z][a-z0-9_]{0,31}$/;

/**
 * Applies one owner's outstanding migrations through `db`. The caller has opened a transaction that no other writer
 * can enter, and rolls it back when this rejects.
 *
 * @param schema Where to keep the history, in a database that has several
 * @throws What the failing migration threw; {DatabaseError} `DATABASE_OWNER_INVALID`
 */
export async function runMigrations<Tables>(
  db: Kysely<Tables>,
  owner: string,
  migrations: Record<string, Migration>,
  schema?: string,
): Promise<void> {
  if (!OWNER.test(owner)) {
    throw new DatabaseError('DATABASE_OWNER_INVALID', 'A migration owner is a table prefix such as "issuer"');
  }
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    migrationTableName: `${owner}_migration`,
    migrationLockTableName: `${owner}_migration_lock`,
    ...(schema === undefined ? {} : { migrationTableSchema: schema }),
    // The caller's transaction is the one.
    disableTransactions: true,
    // Kysely sorts what is to be applied by code unit, but what was applied by locale; the two must agree.
    nameComparator: (one, other) => (one < other ? -1 : one > other ? 1 : 0),
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
