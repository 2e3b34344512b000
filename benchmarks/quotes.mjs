import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { printTable } from './print-table.mjs';
import { spread } from './spread.mjs';

const CONNECTIONS = 32;
const ROUNDS = 5;
const QUOTES = 15_000;

/**
 * Quotes per second over HTTP, a cart of three lines with one promo and its encrypted token, beside servers that parse the same
 * request and answer the same bytes: bare `node:http`, the same route on bare Hono, and bare `node:http` that also does what no
 * quote can do without (check, price, encrypt), which is how near to the first any middleware could come.
 */
export async function benchmarkQuotes() {
  const ours = await start('servers/quotes-server.mjs', []);
  const { headers, body, answer } = ours;
  const bare = await start('servers/same-answer-server.mjs', ['node'], { answer });
  const hono = await start('servers/same-answer-server.mjs', ['hono'], { answer });
  const work = await start('servers/same-answer-server.mjs', ['work'], { answer });
  const servers = [
    ['bare node:http, the same bytes', bare, []],
    ['bare Hono, the same route', hono, []],
    ['bare node:http, check, price, encrypt', work, []],
    ['middleware, POST /quote', ours, []],
  ];
  const latencies = [];
  try {
    for (const [, { url }] of servers) await shoot({ url, headers, body }, QUOTES / 5);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [, { url }, figures] of servers) {
        const { perSecond, p50, p99 } = await shoot({ url, headers, body }, QUOTES);
        figures.push(perSecond);
        if (url === ours.url) latencies.push({ p50, p99 });
      }
    }
  } finally {
    for (const [, { child }] of servers) child.kill();
  }

  const floor = spread(servers[0][2]).median;
  const rows = servers.map(([name, , figures]) => {
    const { min, median, max } = spread(figures);
    return [name, min, median, max, median / floor];
  });
  printTable(['per second', 'min', 'median', 'max', '× node:http'], rows);
  const of = (name) => spread(latencies.map((latency) => latency[name])).median;
  console.log(
    `\n${CONNECTIONS} connections; ${Buffer.byteLength(body)} bytes in, ` +
      `${Buffer.byteLength(JSON.stringify(answer))} bytes out; p50 ${of('p50')} ms, p99 ${of('p99')} ms.`,
  );
}

async function start(script, args, message) {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), args);
  if (message) child.send(message);
  const [ready] = await once(child, 'message');
  return { child, ...ready };
}

async function shoot({ url, headers, body }, amount) {
  const run = autocannon({ url, method: 'POST', headers, body, connections: CONNECTIONS, amount });
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
