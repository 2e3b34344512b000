import { type Kysely, type Migration, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/open/open-database.ts';
import type { TestDialect } from '../dialects/test-dialect.ts';
import { openShop, shopMigrations } from '../open-shop.ts';
import { runChild } from '../run-child.ts';

interface Notes {
  note: { name: string };
  shop_migration: { name: string };
}

const createNote: Migration = {
  up: async (db) => {
    await db.schema.createTable('note').addColumn('name', 'text').execute();
  },
};

const note = (name: string): Migration => ({
  up: async (db: Kysely<Notes>) => {
    await db.insertInto('note').values({ name }).execute();
  },
});

/** What `migrate` promises on every database. */
export function describeMigrate(dialect: TestDialect): void {
  describe('migrate', () => {
    it('applies each migration once, in name order', async () => {
      const db = (await openShop(dialect)).db.as<Notes>();
      const migrations = { '001': createNote, B: note('B'), a: note('a'), '010': note('010'), '002': note('002') };
      const names = () => db.read.selectFrom('note').select('name').execute();
      await db.migrate('notes', migrations);
      expect(await names()).toEqual(['002', '010', 'B', 'a'].map((name) => ({ name })));
      await db.migrate('notes', migrations);
      expect(await names()).toHaveLength(4);
    });

    it('applies what is new on the next start', async () => {
      const { db } = await openShop(dialect);
      const notes = db.as<Notes>();
      await db.migrate('shop', { ...shopMigrations, '002': createNote });
      await db.migrate('shop', { ...shopMigrations, '002': createNote, '003': note('new') });
      expect(await notes.read.selectFrom('note').selectAll().execute()).toEqual([{ name: 'new' }]);
      const applied = await notes.read.selectFrom('shop_migration').select('name').execute();
      expect(applied.map(({ name }) => name)).toEqual(['001-item', '002', '003']);
    });

    it('keeps the histories of two owners apart, also when they migrate at once', async () => {
      const db = (await openShop(dialect)).db.as<Notes>();
      await db.migrate('one', { '001': createNote });
      await Promise.all([db.migrate('two', { '001': note('two') }), db.migrate('three', { '001': note('three') })]);
      const notes = await db.read.selectFrom('note').selectAll().orderBy('name').execute();
      expect(notes).toEqual([{ name: 'three' }, { name: 'two' }]);
    });

    it('throws what a migration threw and leaves nothing half done', async () => {
      const db = (await openShop(dialect)).db.as<Notes>();
      const reason = new Error('no such luck');
      const failing: Migration = {
        up: async (tx: Kysely<Notes>) => {
          await tx.insertInto('note').values({ name: 'half' }).execute();
          await tx.schema.createTable('half').addColumn('id', 'integer').execute();
          throw reason;
        },
      };
      await expect(db.migrate('notes', { '001': createNote, '002': failing })).rejects.toBe(reason);
      const tables = await db.read.introspection.getTables();
      expect(tables.map(({ name }) => name).sort()).toEqual(['item', 'shop_migration', 'shop_migration_lock']);

      await db.migrate('notes', { '001': createNote, '002': note('whole') });
      expect(await db.read.selectFrom('note').selectAll().execute()).toEqual([{ name: 'whole' }]);
    });

    it('throws the error of a query that fails, and may be tried again', async () => {
      const db = (await openShop(dialect)).db.as<Notes>();
      const failing: Migration = {
        up: async (tx) => {
          await sql`insert into no_such_table values (1)`.execute(tx);
        },
      };
      await expect(db.migrate('notes', { '001': createNote, '002': failing })).rejects.toThrow('no_such_table');
      await db.migrate('notes', { '001': createNote, '002': note('mended') });
      expect(await db.read.selectFrom('note').selectAll().execute()).toEqual([{ name: 'mended' }]);
    });

    it('refuses a history that it does not know', async () => {
      const { db } = await openShop(dialect);
      await expect(db.migrate('shop', {})).rejects.toThrow('001-item');
    });

    it('lets open readers see a column that was added', async () => {
      const { db } = await openShop(dialect);
      await db.transact((tx) => tx.insertInto('item').values({ name: 'cup', stock: 1 }).execute());
      const rows = () => db.read.selectFrom('item').selectAll().execute();
      expect(await rows()).toEqual([{ id: 1, name: 'cup', stock: 1 }]);
      const addColour: Migration = {
        up: async (tx) => {
          await tx.schema.alterTable('item').addColumn('colour', 'text').execute();
        },
      };
      await db.migrate('shop', { ...shopMigrations, '002': addColour });
      expect(await rows()).toEqual([{ id: 1, name: 'cup', stock: 1, colour: null }]);
    });

    it.each(['', 'Shop', 'a-b', 'a"b', '1a'])('refuses the owner %j', async (owner) => {
      const { db } = await openShop(dialect);
      await expect(db.migrate(owner, shopMigrations)).rejects.toMatchObject({ code: 'DATABASE_OWNER_INVALID' });
    });

    it('applies each migration once when processes start together', async () => {
      const url = await dialect.emptyUrl();
      const children = [1, 2, 3, 4].map(() => runChild('migrate.mjs', url));
      for (const child of children) expect(await child.ended).toMatchObject({ code: 0, errors: '' });
      const db = await openDatabase<Notes>(url);
      const names = await db.read.selectFrom('note').select('name').execute();
      await db.close();
      expect(names).toEqual(['001', '002', '003'].map((name) => ({ name })));
    });
  });
}
