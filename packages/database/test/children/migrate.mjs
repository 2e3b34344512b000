// Migrates and, in each migration, leaves a row that says so.
import { openDatabase } from '../../node_modules/.test-build/index.js';

const db = await openDatabase(process.argv[2]);
const note = (name) => async (tx) => {
  await tx.insertInto('note').values({ name }).execute();
};
await db.migrate('shop', {
  '001-note': {
    up: async (tx) => {
      await tx.schema.createTable('note').addColumn('name', 'text').execute();
      await note('001')(tx);
    },
  },
  '002-two': { up: note('002') },
  '003-three': { up: note('003') },
});
await db.close();
