import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** A place of one's own. */
export interface TestDatabase {
  readonly url: string;
  /** Removes it. Whoever is still connected to a database is cut off; from a schema, they must be gone. */
  drop(): Promise<void>;
}

/**
 * Creates an empty database on a server.
 *
 * @param serverUrl URL of any database there, such as `inject('postgresUrl')`, with the right to create others
 * @param suffix SQL to end `create database` with, such as `template template0 locale 'C'`
 */
export async function createTestDatabase(serverUrl: string, suffix = ''): Promise<TestDatabase> {
  const name = `perks_test_${randomUUID().replaceAll('-', '')}`;
  await administer(serverUrl, `create database ${name} ${suffix}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => administer(serverUrl, `drop database if exists ${name} with (force)`),
  };
}

/**
 * Creates an empty schema in a database, which is all that whoever uses the URL sees. It takes a few milliseconds, where a
 * database takes a few hundred: one for each test, then, in a database for each file.
 *
 * @param databaseUrl URL of the database
 */
export async function createTestSchema(databaseUrl: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(databaseUrl, `create schema ${name}`);
  const url = new URL(databaseUrl);
  url.searchParams.set('options', `-c search_path=${name}`);
  return { url: url.href, drop: () => administer(databaseUrl, `drop schema if exists ${name} cascade`) };
}

async function administer(serverUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
