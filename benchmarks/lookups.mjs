import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIssuer } from '@checkout-perks/issuer';
import { fillCodes } from './fill-codes.mjs';
import { printTable } from './print-table.mjs';
import { spread } from './spread.mjs';

const ROUNDS = 7;
const CALLS = 300;
const SMALL = 1000;
const LARGE = 1_000_000;
const SIZE = 20;
const DEEP = 40_000;

/** Whether the issuer stays as fast when it has many codes: a look-up, and a page deep in the list, beside the easy ones. */
export async function benchmarkLookups() {
  const folder = await mkdtemp(join(tmpdir(), 'perks-bench-'));
  try {
    const small = await open(join(folder, 'small.db'), SMALL);
    const large = await open(join(folder, 'large.db'), LARGE);
    const figures = { small: [], large: [], first: [], deep: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      figures.small.push(await time(small, (index) => `/api/v1/codes/${small.codes[index % small.codes.length]}`));
      figures.large.push(await time(large, (index) => `/api/v1/codes/${large.codes[index % large.codes.length]}`));
      figures.first.push(await time(large, () => `/api/v1/codes/?page=1&size=${SIZE}`));
      figures.deep.push(await time(large, () => `/api/v1/codes/?page=${DEEP}&size=${SIZE}`));
    }
    await small.issuer.close();
    await large.issuer.close();

    const row = (name, values, floor) => {
      const { min, median, max } = spread(values);
      return [name, min, median, max, median / spread(floor).median];
    };
    printTable(
      ['µs a call, in process', 'min', 'median', 'max', 'ratio'],
      [
        [...row(`look-up among ${SMALL.toLocaleString('en-US')} codes`, figures.small, figures.small)],
        [...row(`look-up among ${LARGE.toLocaleString('en-US')} codes`, figures.large, figures.small)],
        [...row('list, page 1', figures.first, figures.first)],
        [...row(`list, page ${DEEP.toLocaleString('en-US')}`, figures.deep, figures.first)],
      ],
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function open(file, count) {
  const issuer = await createIssuer({ database: `file:${file}` });
  const { apiKey, siteId } = await issuer.createMerchant({ login: 'bench', currency: 'RUB', balance: 0 });
  const codes = await fillCodes(`file:${file}`, siteId, count);
  return { issuer, headers: { 'x-api-key': apiKey }, codes };
}

async function time({ issuer, headers }, path) {
  const from = performance.now();
  for (let index = 0; index < CALLS; index += 1) {
    const response = await issuer.fetch(new Request(`http://issuer${path(index)}`, { headers }));
    if (response.status !== 200) throw new Error(`The issuer answered ${response.status}`);
    await response.arrayBuffer();
  }
  return ((performance.now() - from) / CALLS) * 1000;
}
