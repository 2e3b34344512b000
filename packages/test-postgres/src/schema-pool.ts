import pg from 'pg';
import { createTestSchema, type TestDatabase } from './create-test-database.ts';

/** Schemas of one database that are prepared once and used by one test after another. */
export interface SchemaPool {
  /** A schema as it was prepared. `drop` empties it for the next taker; whoever was connected must be gone. */
  take(): Promise<TestDatabase>;
}

/** How a schema looked when it was prepared. */
interface Prepared {
  readonly url: string;
  readonly drop: () => Promise<void>;
  readonly shape: string;
  /** SQL that brings its rows and sequences back. */
  readonly restore: string;
}

/** All tables, columns and sequences of the schema; those that were made or changed since then show in it. */
const SHAPE = `
  select string_agg(concat_ws(':', oid, relkind, relnatts, relchecks, reltriggers), ',' order by oid) as text
  from (select *, (select count(*) from pg_trigger where tgrelid = pg_class.oid) as reltriggers from pg_class) as relation
  where relnamespace = current_schema()::regnamespace`;

/** Tables that others refer to were made before those. */
const TABLES = `
  select quote_ident(relname) as name from pg_class
  where relnamespace = current_schema()::regnamespace and relkind = 'r' order by oid`;

const SEQUENCES = `
  select quote_literal(quote_ident(sequencename)) as name, coalesce(last_value, start_value) as value, last_value is not null as used
  from pg_sequences where schemaname = current_schema()`;

/**
 * Makes a pool of schemas. Preparing one often takes many times as long as emptying it.
 *
 * @param databaseUrl URL of the database
 * @param prepare Makes the tables, and rows that belong to them; afterwards it must be connected no more
 */
export function createSchemaPool(databaseUrl: string, prepare: (url: string) => Promise<void>): SchemaPool {
  const free: Prepared[] = [];

  async function make(): Promise<Prepared> {
    const { url, drop } = await createTestSchema(databaseUrl);
    await prepare(url);
    return { url, drop, ...(await connected(url, look)) };
  }

  async function giveBack(schema: Prepared): Promise<void> {
    const restored = await connected(schema.url, async (client) => {
      if ((await shapeOf(client)) !== schema.shape) return false;
      await client.query(schema.restore);
      return true;
    });
    if (restored) free.push(schema);
    else await schema.drop();
  }

  return {
    async take() {
      const schema = free.pop() ?? (await make());
      return { url: schema.url, drop: () => giveBack(schema) };
    },
  };
}

async function look(client: pg.Client): Promise<Pick<Prepared, 'shape' | 'restore'>> {
  const shape = await shapeOf(client);
  const names = (await client.query<{ name: string }>(TABLES)).rows.map(({ name }) => name);
  const deletes = names.toReversed().map((name) => `delete from ${name}`);
  const inserts: string[] = [];
  for (const name of names) {
    const json = `select quote_literal(json_agg(row)::text) as rows from ${name} as row`;
    const [found] = (await client.query<{ rows: string | null }>(json)).rows;
    if (!found?.rows) continue;
    inserts.push(`insert into ${name} select * from json_populate_recordset(null::${name}, ${found.rows})`);
  }
  const sequences = await client.query<{ name: string; value: string; used: boolean }>(SEQUENCES);
  const settings = sequences.rows.map(({ name, value, used }) => `select setval(${name}, ${value}, ${used})`);
  return { shape, restore: [...deletes, ...inserts, ...settings].join(';\n') };
}

async function shapeOf(client: pg.Client): Promise<string> {
  const [row] = (await client.query<{ text: string | null }>(SHAPE)).rows;
  return row?.text ?? '';
}

async function connected<Result>(url: string, use: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
