import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { createTestDatabase, createTestSchema } from '../src/create-test-database.ts';

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('createTestDatabase', () => {
  it('gives each its own, and takes it away again although somebody is connected', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => createTestDatabase(inject('postgresUrl'))));
    if (one === undefined || two === undefined) throw new Error('unreachable');
    await ask(one.url, 'create table item (name text)');
    const tables = "select 1 as found from pg_tables where tablename = 'item'";
    expect(await ask(one.url, tables)).toEqual([{ found: 1 }]);
    expect(await ask(two.url, tables)).toEqual([]);

    const connected = new pg.Client({ connectionString: one.url });
    connected.on('error', () => {});
    await connected.connect();
    await Promise.all([one.drop(), two.drop()]);
    await expect(ask(one.url, 'select 1')).rejects.toMatchObject({ code: '3D000' });
    await one.drop();
  });
});

describe('createTestSchema', () => {
  it('gives each its own, and takes it away again with all that is in it', async () => {
    const database = await createTestDatabase(inject('postgresUrl'));
    const [one, two] = await Promise.all([1, 2].map(() => createTestSchema(database.url)));
    if (one === undefined || two === undefined) throw new Error('unreachable');
    for (const { url } of [one, two]) await ask(url, 'create table item (name text)');
    await ask(one.url, "insert into item values ('cup')");
    expect(await ask(one.url, 'select * from item')).toEqual([{ name: 'cup' }]);
    expect(await ask(two.url, 'select * from item')).toEqual([]);
    await one.drop();
    await expect(ask(one.url, 'select * from item')).rejects.toMatchObject({ code: '42P01' });
    expect(await ask(two.url, 'select * from item')).toEqual([]);
    await database.drop();
  });
});
