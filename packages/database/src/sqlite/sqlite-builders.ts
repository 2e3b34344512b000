import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { createQueryBuilders } from '../query/create-query-builders.ts';

/** Query builders that speak SQLite. */
export const sqliteBuilders = createQueryBuilders({
  createAdapter: () => new SqliteAdapter(),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
});
