import { openRawSqlite } from './open-raw-sqlite.mjs';

const SECONDS = 1;

/** Durable one-row transactions per second of SQLite, with nothing else around it, on a file of its own. */
export function measureRawSqlite(file) {
  const database = openRawSqlite(file);
  database.exec('CREATE TABLE redemption (id INTEGER PRIMARY KEY, code TEXT NOT NULL, at INTEGER NOT NULL)');
  const insert = database.prepare('INSERT INTO redemption (code, at) VALUES (?, ?)');
  const from = performance.now();
  let count = 0;
  while (performance.now() - from < SECONDS * 1000) {
    insert.run('ABC123XYZ789DEF456GH', count);
    count += 1;
  }
  const seconds = (performance.now() - from) / 1000;
  database.close();
  return count / seconds;
}
