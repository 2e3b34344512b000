import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryFolder } from '@checkout-perks/test-kit/temporary-folder';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/open/open-database.ts';
import { type Shop, shopMigrations } from '../open-shop.ts';
import { openShopFile } from './open-shop-file.ts';

describe('a file', () => {
  it('creates the file and its folders, and finds its rows again', async () => {
    const path = join(temporaryFolder(), 'a', 'b', 'shop.db');
    const first = await openDatabase<Shop>(pathToFileURL(path).href);
    await first.migrate('shop', shopMigrations);
    await first.transact((tx) => tx.insertInto('item').values({ name: 'cup', stock: 1 }).execute());
    await first.close();
    expect(statSync(path).isFile()).toBe(true);

    const second = await openDatabase<Shop>(pathToFileURL(path).href);
    await second.migrate('shop', shopMigrations);
    expect(await second.read.selectFrom('item').select('name').execute()).toEqual([{ name: 'cup' }]);
    await second.close();
  });

  it('refuses a folder, a file that is no database, and a path through a file', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'folder.db'));
    writeFileSync(join(folder, 'notes.txt'), 'Dear diary, '.repeat(500));
    for (const name of ['folder.db', 'notes.txt', 'notes.txt/shop.db']) {
      await expect(openDatabase(pathToFileURL(join(folder, name)).href)).rejects.toMatchObject({
        name: 'DatabaseError',
        code: 'DATABASE_OPEN_FAILED',
        cause: expect.any(Error),
      });
    }
  });

  it('is whole without its log once closed', async () => {
    const { db, path } = await openShopFile();
    await db.transact((tx) => tx.insertInto('item').values({ name: 'cup', stock: 1 }).execute());
    await db.close();
    const copy = join(temporaryFolder(), 'copy.db');
    copyFileSync(path, copy);
    const copied = await openDatabase<Shop>(pathToFileURL(copy).href);
    expect(await copied.read.selectFrom('item').select('name').execute()).toEqual([{ name: 'cup' }]);
    await copied.close();
  });
});

describe('file::memory:', () => {
  it('is private to each opening, and leaves nothing behind', async () => {
    const folder = temporaryFolder();
    const before = process.env.TMPDIR;
    process.env.TMPDIR = folder;
    onTestFinished(() => {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    });
    const one = await openDatabase<Shop>('file::memory:');
    const two = await openDatabase<Shop>('file::memory:');
    await one.migrate('shop', shopMigrations);
    await one.transact((tx) => tx.insertInto('item').values({ name: 'cup', stock: 1 }).execute());
    expect(await one.read.selectFrom('item').select('name').execute()).toEqual([{ name: 'cup' }]);
    expect(await two.read.introspection.getTables()).toEqual([]);
    await Promise.all([one.close(), two.close()]);
    expect(readdirSync(folder)).toEqual([]);
    expect(existsSync(':memory:')).toBe(false);
  });

  it('hides what is not committed from readers', async () => {
    const db = await openDatabase<Shop>('file::memory:');
    await db.migrate('shop', shopMigrations);
    const seen = await db.transact(async (tx) => {
      await tx.insertInto('item').values({ name: 'cup', stock: 1 }).execute();
      return db.read.selectFrom('item').selectAll().execute();
    });
    await db.close();
    expect(seen).toEqual([]);
  });
});
