import type { Database } from '../contract/database.ts';
import { openSqlite } from '../sqlite/open-sqlite.ts';
import { parseDatabaseUrl } from './parse-database-url.ts';

/**
 * Opens a database; a file and its folders are created if need be, a PostgreSQL database must be there.
 *
 * @param url `file:shop.db` (relative to the working directory), `file:/var/lib/shop.db`, `file::memory:` for a private
 *   database that is gone once closed, or `postgres://user:password@host:5432/shop`
 * @throws {DatabaseError} `DATABASE_URL_INVALID`, `DATABASE_UNSUPPORTED`, `DATABASE_DRIVER_MISSING`,
 *   `DATABASE_OPEN_FAILED`, `DATABASE_BUSY`
 */
export async function openDatabase<Tables>(url: string): Promise<Database<Tables>> {
  const location = parseDatabaseUrl(url);
  switch (location.kind) {
    case 'sqlite-file':
      return openSqlite<Tables>(location.path);
    case 'sqlite-memory':
      return openSqlite<Tables>();
    case 'postgres': {
      // Loaded only when asked for: a shop on SQLite has no use for the driver.
      const { openPostgres } = await import('../postgres/open-postgres.ts');
      return openPostgres<Tables>(location.url);
    }
  }
}
