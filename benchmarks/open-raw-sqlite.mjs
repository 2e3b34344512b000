const builtIn = process.getBuiltinModule?.('node:sqlite');
const { DatabaseSync } = builtIn ?? (await import('@photostructure/sqlite'));

/** Opens SQLite with the durability that the packages use, and nothing else around it. */
export function openRawSqlite(file) {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  return database;
}
