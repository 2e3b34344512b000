// Adds one to the stock of the item "counted", reading before it writes, and inserts a row of its own, as often as it is told.
import { openDatabase } from '../../node_modules/.test-build/index.js';

const [url, name, times] = process.argv.slice(2);
const db = await openDatabase(url);
let left = Number(times);

async function work() {
  while (left > 0) {
    const number = left--;
    await db.transact(async (tx) => {
      const { stock } = await tx
        .selectFrom('item')
        .select('stock')
        .where('name', '=', 'counted')
        .executeTakeFirstOrThrow();
      await tx
        .updateTable('item')
        .set({ stock: stock + 1 })
        .where('name', '=', 'counted')
        .execute();
      await tx
        .insertInto('item')
        .values({ name: `${name} ${number}`, stock: 0 })
        .execute();
    });
  }
}

await Promise.all(Array.from({ length: 4 }, work));
await db.close();
