import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { measureRawSqlite } from './measure-raw-sqlite.mjs';
import { printTable } from './print-table.mjs';
import { spread } from './spread.mjs';

const CONNECTIONS = 32;
const ROUNDS = 3;
const CODES = 6000;

/**
 * Activations per second at the issuer over HTTP, beside two limits measured in the same rounds: a bare `node:http` server
 * that parses and answers the same JSON, and durable one-row transactions of SQLite without any server.
 */
export async function benchmarkActivations() {
  const folder = await mkdtemp(join(tmpdir(), 'perks-bench-'));
  const issuer = await start('servers/issuer-server.mjs', [join(folder, 'issuer.db'), String(CODES * ROUNDS)]);
  const echo = await start('servers/echo-server.mjs', []);
  const figures = { echo: [], raw: [], issuer: [], p50: [], p99: [] };
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const bare = await shoot(echo, echo.codes, 20_000);
      figures.echo.push(bare.perSecond);
      figures.raw.push(measureRawSqlite(join(folder, `raw-${round}.db`)));
      const ours = await shoot(issuer, issuer.codes.slice(round * CODES, (round + 1) * CODES), CODES);
      figures.issuer.push(ours.perSecond);
      figures.p50.push(ours.p50);
      figures.p99.push(ours.p99);
    }
  } finally {
    issuer.child.kill();
    echo.child.kill();
    await rm(folder, { recursive: true, force: true });
  }

  const rows = [
    ['bare node:http, JSON echo', figures.echo],
    ['raw SQLite, one durable row a transaction', figures.raw],
    ['issuer, POST /codes/activate', figures.issuer],
  ].map(([name, values]) => {
    const { min, median, max } = spread(values);
    return [name, min, median, max, median / spread(figures.echo).median, median / spread(figures.raw).median];
  });
  printTable(['per second', 'min', 'median', 'max', '× echo', '× raw SQLite'], rows);
  console.log(
    `\n${CONNECTIONS} connections; the issuer answers after its transaction is on the disk; ` +
      `p50 ${spread(figures.p50).median} ms, p99 ${spread(figures.p99).median} ms.`,
  );
}

async function start(script, args) {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), args);
  const [ready] = await once(child, 'message');
  return { child, ...ready };
}

async function shoot({ url, headers }, codes, amount) {
  let next = 0;
  const request = {
    method: 'POST',
    headers,
    setupRequest: (prepared) => ({ ...prepared, body: JSON.stringify({ code: codes[next++ % codes.length] }) }),
  };
  const run = autocannon({ url, connections: CONNECTIONS, amount, requests: [request] });
  // Its own clock ticks once a second, which is too coarse for a run of a few.
  const from = performance.now();
  let until = from;
  run.on('response', () => {
    until = performance.now();
  });
  const result = await run;
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refusals, ${result.errors} errors`);
  return { perSecond: result['2xx'] / ((until - from) / 1000), p50: result.latency.p50, p99: result.latency.p99 };
}
