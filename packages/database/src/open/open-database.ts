import type { Database } from '../contract/database.ts';
import { DatabaseError } from '../contract/database-error.ts';
import { openSqlite } from '../sqlite/open-sqlite.ts';
import { parseDatabaseUrl } from './parse-database-url.ts';

/**
 * Opens a database, creating the file and its folders if need be.
 *
 * @param url `file:shop.db` (relative to the working directory), `file:/var/lib/shop.db`, or `file::memory:` for a
 *   private database that is gone once closed
 * @throws {DatabaseError} `DATABASE_URL_INVALID`, `DATABASE_UNSUPPORTED` (PostgreSQL is not spoken yet),
 *   `DATABASE_DRIVER_MISSING`, `DATABASE_OPEN_FAILED`, `DATABASE_BUSY`
 */
export async function openDatabase<Tables>(url: string): Promise<Database<Tables>> {
  const location = parseDatabaseUrl(url);
  switch (location.kind) {
    case 'sqlite-file':
      return openSqlite<Tables>(location.path);
    case 'sqlite-memory':
      return openSqlite<Tables>();
    case 'postgres':
      throw new DatabaseError('DATABASE_UNSUPPORTED', 'PostgreSQL is not supported yet: use a file: URL (SQLite)');
  }
}
