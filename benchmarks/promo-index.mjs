import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createPerks } from '@checkout-perks/middleware';
import { printTable } from './print-table.mjs';
import { spread } from './spread.mjs';

const ROUNDS = 41;
const CALLS = 300;
const SIZES = [10, 1000, 100_000];

/** Whether a quote stays as fast when the site has many promos: µs a quote in process, each with another of its codes. */
export async function benchmarkPromoIndex() {
  const folder = await mkdtemp(join(tmpdir(), 'perks-bench-'));
  const shops = [];
  try {
    for (const size of SIZES) shops.push({ size, figures: [], ...(await open(join(folder, `${size}.db`), size)) });
    for (let round = -1; round < ROUNDS; round += 1) {
      for (const shop of shops) {
        const figure = await time(shop);
        // The first round only warms up.
        if (round >= 0) shop.figures.push(figure);
      }
    }
    const floor = spread(shops[0].figures).median;
    const rows = shops.map(({ size, figures, memory }) => {
      const { min, median, max } = spread(figures);
      return [`${size.toLocaleString('en-US')} promos`, min, median, max, median / floor, memory];
    });
    printTable(['µs a quote, in process', 'min', 'median', 'max', 'ratio', 'MB of index'], rows);
  } finally {
    for (const { perks } of shops) await perks.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function open(file, size) {
  const discount = { kind: 'percent', basisPoints: 1000 };
  const promoOf = (_, index) => ({
    id: String(index),
    code: codeOf(index),
    enabled: true,
    target: 'goods',
    discount,
    valid: true,
  });
  const perks = await createPerks({
    secret: 'the-secret-of-a-shop-that-is-measured',
    merchantSecret: 'merchant-secret-0123456789',
    currency: 'RUB',
    promo: {
      name: 'in-process',
      timeoutMs: 60_000,
      list: async () => Array.from({ length: size }, promoOf),
      uses: async () => [],
    },
    database: `file:${file}`,
    guesses: { wrongCodes: 1_000_000 },
    quoteWithin: 60_000,
    recoverEvery: 0,
  });
  const before = heap();
  const shop = { perks, size };
  await quote(shop, 0);
  return { ...shop, memory: (heap() - before) / 1e6 };
}

function heap() {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

function codeOf(index) {
  return `SALE${index.toString(36).toUpperCase()}`;
}

async function time(shop) {
  const from = performance.now();
  for (let call = 0; call < CALLS; call += 1) await quote(shop, (call * 7919) % shop.size);
  return ((performance.now() - from) / CALLS) * 1000;
}

async function quote({ perks }, index) {
  const lines = [
    { id: 'tea', quantity: 2, unitPrice: 49_900 },
    { id: 'cup', quantity: 4, unitPrice: 25_000 },
    { id: 'honey', quantity: 1, unitPrice: 39_990 },
  ];
  const body = Buffer.from(JSON.stringify({ cart: { currency: 'RUB', lines }, codes: [codeOf(index)] }));
  const headers = new Headers({ 'content-type': 'application/json' });
  const route = perks.plain('POST', `${perks.basePath}/quote`);
  const answer = await route({ headers, bytes: async () => body }, {});
  if (!answer.body.includes('"status":"applied"')) throw new Error(`${codeOf(index)} was not applied`);
}
