// The middleware over providers in this process, and one request that it is asked: a cart of three lines with one promo.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPerks } from '@checkout-perks/middleware';
import { createNodeHandler } from '@checkout-perks/middleware/adapters/node';

const folder = mkdtempSync(join(tmpdir(), 'perks-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.on('SIGTERM', () => process.exit());

const discount = { kind: 'percent', basisPoints: 1000 };
const promo = { id: '1', code: 'SALE10', enabled: true, target: 'goods', discount, valid: true };
const perks = await createPerks({
  secret: 'the-secret-of-a-shop-that-is-measured',
  merchantSecret: 'merchant-secret-0123456789',
  currency: 'RUB',
  // Only the calls that a quote makes.
  gift: { name: 'in-process', timeoutMs: 1000, check: async () => ({ found: false }) },
  promo: { name: 'in-process', timeoutMs: 1000, list: async () => [promo], uses: async () => [] },
  database: `file:${join(folder, 'perks.db')}`,
  guesses: { wrongCodes: 1_000_000 },
  recoverEvery: 0,
});

const body = JSON.stringify({
  cart: {
    currency: 'RUB',
    lines: [
      { id: 'tea-assam-100', title: 'Assam tea, 100 g', quantity: 2, unitPrice: 49_900 },
      { id: 'cup-blue', title: 'Cup, blue', quantity: 4, unitPrice: 25_000 },
      { id: 'honey-250', title: 'Honey, 250 g', quantity: 1, unitPrice: 39_990 },
    ],
    delivery: { price: 30_000 },
  },
  codes: ['SALE10'],
});
const headers = { 'content-type': 'application/json' };

const server = createServer(createNodeHandler(perks));
server.listen(0, '127.0.0.1', async () => {
  const url = `http://127.0.0.1:${server.address().port}${perks.basePath}/quote`;
  const answer = await (await fetch(url, { method: 'POST', headers, body })).json();
  if (answer.quote?.codes[0]?.status !== 'applied') throw new Error(`The promo was not applied: ${answer.code}`);
  process.send({ url, headers, body, answer });
});
