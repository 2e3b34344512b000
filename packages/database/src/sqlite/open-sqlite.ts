import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Database } from '../contract/database.ts';
import { DatabaseError } from '../contract/database-error.ts';
import { PATIENCE_MS, STALL_MS } from '../contract/limits.ts';
import { runMigrations } from '../migrations/run-migrations.ts';
import { createPrivateFile } from './create-private-file.ts';
import { createGroupCommit } from './group-commit.ts';
import { retryWhileBusy } from './retry-while-busy.ts';
import { sqliteBuilders } from './sqlite-builders.ts';
import { createSqliteConnection, type SqliteConnection } from './sqlite-connection.ts';
import { loadSqliteDriver, type SqliteDriver, type SqliteHandle } from './sqlite-driver.ts';

/**
 * Opens a SQLite database: one connection that writes and one that only reads, so that reads never see what is not committed.
 *
 * @param path The file, or nothing for a private one that is removed on close
 * @throws {DatabaseError} `DATABASE_DRIVER_MISSING`, `DATABASE_OPEN_FAILED`, `DATABASE_BUSY`
 */
export async function openSqlite<Tables>(path?: string): Promise<Database<Tables>> {
  const driver = await loadSqliteDriver();
  const file = path === undefined ? await createPrivateFile() : { path: resolve(path), remove: () => {} };
  const { writer, reader } = await connect(driver, file.path, path !== undefined).catch((error: unknown) => {
    file.remove();
    throw error;
  });
  const commits = createGroupCommit({
    connection: writer,
    busyTimeoutMs: PATIENCE_MS,
    stallTimeoutMs: STALL_MS,
  });

  const database: Database<Tables> = {
    dialect: 'sqlite',
    read: sqliteBuilders.over<Tables>(reader),
    transact: (work) => commits.run((connection) => work(sqliteBuilders.within<Tables>(connection))),
    migrate: async (owner, migrations) => {
      await commits.run((connection) => runMigrations(sqliteBuilders.over<Tables>(connection), owner, migrations));
      writer.schemaChanged();
      reader.schemaChanged();
    },
    as: <Other>() => database as unknown as Database<Other>,
    close: () =>
      commits.close(() => {
        reader.close();
        // @photostructure/sqlite keeps a closed connection half open until its statements are garbage, so that SQLite
        // does not fold the log into the file by itself. Another process in the way makes this do nothing.
        writer.command('pragma wal_checkpoint(truncate)');
        writer.close();
        file.remove();
      }),
  };
  return database;
}

async function connect(
  driver: SqliteDriver,
  path: string,
  durable: boolean,
): Promise<{ writer: SqliteConnection; reader: SqliteConnection }> {
  const handles: SqliteHandle[] = [];
  try {
    await mkdir(dirname(path), { recursive: true });
    const writer = new driver.DatabaseSync(path);
    handles.push(writer);
    await retryWhileBusy(() => switchToWal(writer), PATIENCE_MS);
    // Neither driver's own defaults can be relied on: @photostructure/sqlite is built to skip the sync of each commit.
    writer.exec(`pragma synchronous = ${durable ? 'full' : 'off'}`);
    // Pages that are written again and again are copied from the log into the file once for all, and each copying costs a
    // sync of its own; 4000 pages are 16 MiB.
    writer.exec('pragma wal_autocheckpoint = 4000');
    // On macOS a plain fsync does not reach the disk. Elsewhere these two do nothing.
    writer.exec('pragma fullfsync = on; pragma checkpoint_fullfsync = on');
    writer.exec('pragma foreign_keys = on; pragma trusted_schema = off; pragma journal_size_limit = 67108864');
    // Waiting for another process is retryWhileBusy's part, which leaves the event loop free.
    writer.exec('pragma busy_timeout = 0');

    const reader = new driver.DatabaseSync(path, { readOnly: true });
    handles.push(reader);
    reader.exec(`pragma busy_timeout = ${PATIENCE_MS}; pragma trusted_schema = off`);
    await retryWhileBusy(() => reader.exec('select count(*) from sqlite_schema'), PATIENCE_MS);
    return { writer: createSqliteConnection(writer), reader: createSqliteConnection(reader) };
  } catch (cause) {
    for (const handle of handles) handle.close();
    if (cause instanceof DatabaseError) throw cause;
    throw new DatabaseError('DATABASE_OPEN_FAILED', `The database file ${path} cannot be opened`, { cause });
  }
}

function switchToWal(writer: SqliteHandle): void {
  const [row] = writer.prepare('pragma journal_mode = wal').all();
  if (row?.journal_mode === 'wal') return;
  throw new DatabaseError('DATABASE_OPEN_FAILED', 'SQLite cannot keep a write-ahead log there, as on a network folder');
}
