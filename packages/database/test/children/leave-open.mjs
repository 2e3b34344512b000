// Reads and writes, and leaves the database open.
import { openDatabase } from '../../node_modules/.test-build/index.js';

const db = await openDatabase(process.argv[2]);
await db.transact((tx) => tx.deleteFrom('item').execute());
console.log(JSON.stringify(await db.read.selectFrom('item').selectAll().execute()));
