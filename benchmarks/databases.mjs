import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVDarClient } from '@checkout-perks/core/providers/v-dar';
import { createIssuer } from '@checkout-perks/issuer';
import { createTestDatabase, startPostgres } from '@checkout-perks/test-postgres';
import { measureRawPostgres } from './measure-raw-postgres.mjs';
import { measureRawSqlite } from './measure-raw-sqlite.mjs';
import { printTable } from './print-table.mjs';
import { spread } from './spread.mjs';

const ROUNDS = 3;
const CODES = 1500;
const AT_ONCE = 32;

/**
 * Codes generated and activated per second, in process, on SQLite and on PostgreSQL, each beside the database alone: durable
 * one-row transactions in the same rounds, one connection for SQLite and eight for PostgreSQL.
 */
export async function benchmarkDatabases() {
  const folder = await mkdtemp(join(tmpdir(), 'perks-bench-'));
  const server = await startPostgres({ durable: true });
  const database = await createTestDatabase(server.url);
  const raw = await createTestDatabase(server.url);
  const figures = new Map();
  const note = (name, value) => figures.set(name, [...(figures.get(name) ?? []), value]);
  try {
    const sqlite = await open(`file:${join(folder, 'issuer.db')}`);
    const postgres = await open(database.url);
    for (let round = 0; round < ROUNDS; round += 1) {
      note('raw SQLite', measureRawSqlite(join(folder, `raw-${round}.db`)));
      for (const [name, value] of await generateAndActivate(sqlite)) note(`SQLite, ${name}`, value);
      note('raw PostgreSQL', await measureRawPostgres(raw.url));
      for (const [name, value] of await generateAndActivate(postgres)) note(`PostgreSQL, ${name}`, value);
    }
    await sqlite.issuer.close();
    await postgres.issuer.close();
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }

  const rows = ['SQLite', 'PostgreSQL'].flatMap((name) => {
    const floor = spread(figures.get(`raw ${name}`)).median;
    return [`raw ${name}`, `${name}, generate`, `${name}, activate`].map((row) => {
      const { min, median, max } = spread(figures.get(row));
      return [row, min, median, max, median / floor];
    });
  });
  printTable(['per second', 'min', 'median', 'max', '× raw'], rows);
}

async function open(url) {
  const issuer = await createIssuer({ database: url });
  const { apiKey } = await issuer.createMerchant({ login: 'bench', currency: 'RUB', balance: 1_000_000_000 });
  const client = createVDarClient({ apiKey, baseUrl: 'http://127.0.0.1/api/v1', fetch: issuer.fetch });
  return { issuer, client };
}

async function generateAndActivate({ client }) {
  const request = { amount: 1000, currency: 'RUB', name: 'bench', expiresInSeconds: 86_400 };
  const codes = [];
  const generate = await perSecond(CODES, async () => {
    codes.push((await client.generateCode(request)).code);
  });
  const activate = await perSecond(CODES, (index) => client.activateCode({ code: codes[index] }));
  return [
    ['generate', generate],
    ['activate', activate],
  ];
}

async function perSecond(count, work) {
  const from = performance.now();
  const numbers = Array.from({ length: count }, (_, index) => index).values();
  const worker = async () => {
    for (const index of numbers) await work(index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return count / ((performance.now() - from) / 1000);
}
