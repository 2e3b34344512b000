// Inserts a row in a transaction that never ends, and says so.
import { writeSync } from 'node:fs';
import { openDatabase } from '../../node_modules/.test-build/index.js';

const db = await openDatabase(process.argv[2]);
await db.transact(async (tx) => {
  await tx.insertInto('item').values({ name: 'held', stock: 99 }).execute();
  writeSync(1, 'inserted\n');
  // Time: it is killed long before, and a minute ends it where it is not.
  await new Promise((resolve) => setTimeout(resolve, 60_000));
});
