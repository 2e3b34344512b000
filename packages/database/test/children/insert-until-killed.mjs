// Inserts rows, eight at a time, and prints each number once its insert is acknowledged.
// With a limit, kills itself in the very moment of that many acknowledgements.
import { writeSync } from 'node:fs';
import { openDatabase } from '../../node_modules/.test-build/index.js';

const [url, from, limit] = process.argv.slice(2);
const db = await openDatabase(url);
let next = Number(from);
let acknowledged = 0;

async function insertForEver() {
  for (;;) {
    const number = next++;
    await db.transact((tx) =>
      tx
        .insertInto('item')
        .values({ name: `item ${number}`, stock: number })
        .execute(),
    );
    writeSync(1, `${number}\n`);
    acknowledged += 1;
    if (acknowledged === Number(limit)) process.kill(process.pid, 'SIGKILL');
  }
}

await Promise.all(Array.from({ length: 8 }, insertForEver));
