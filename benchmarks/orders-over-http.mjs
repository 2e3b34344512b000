import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printTable } from './print-table.mjs';
import { spread } from './spread.mjs';

const ROUNDS = 3;
const ORDERS = 1500;
const CONNECTIONS = 50;

/**
 * Orders per second over HTTP, each a `PUT` and a `POST …/commit` that is answered once it is on the disk, beside the same
 * routes on a database that never waits for the disk.
 */
export async function benchmarkOrdersOverHttp() {
  const folder = await mkdtemp(join(tmpdir(), 'perks-bench-'));
  const figures = { durable: [], volatile: [] };
  const durable = await start(`file:${join(folder, 'perks.db')}`);
  const volatile = await start('file::memory:');
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      figures.volatile.push(await place(volatile, round));
      figures.durable.push(await place(durable, round));
    }
  } finally {
    durable.child.kill();
    volatile.child.kill();
    await rm(folder, { recursive: true, force: true });
  }

  const floor = spread(figures.volatile).median;
  const rows = [
    ['not durable', figures.volatile],
    ['durable, SQLite with synchronous=FULL', figures.durable],
  ].map(([name, values]) => {
    const { min, median, max } = spread(values);
    return [name, min, median, max, median / floor];
  });
  printTable(['orders per second over HTTP', 'min', 'median', 'max', '× not durable'], rows);
  console.log(`\n${CONNECTIONS} connections; two requests an order.`);
}

async function start(database) {
  const script = fileURLToPath(new URL('servers/orders-server.mjs', import.meta.url));
  const child = fork(script, [database, String(ORDERS * ROUNDS)]);
  const [ready] = await once(child, 'message');
  return { child, ...ready };
}

async function place({ port, basePath, secret, orders }, round) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const send = (method, path, body) =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
      const sent = request({ agent, port, method, path: basePath + path, headers }, (response) => {
        response.resume().on('end', () => {
          if (response.statusCode === 200) resolve();
          else reject(new Error(`${method} answered ${response.statusCode}`));
        });
      });
      sent.on('error', reject).end(JSON.stringify(body));
    });

  const queue = orders.slice(round * ORDERS, (round + 1) * ORDERS).values();
  const from = performance.now();
  const worker = async () => {
    for (const { orderId, request: body } of queue) {
      await send('PUT', `/orders/${orderId}`, body);
      await send('POST', `/orders/${orderId}/commit`, {});
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  agent.destroy();
  return ORDERS / ((performance.now() - from) / 1000);
}
