import { describe, expect, it } from 'vitest';
import { type Call, newGift, openIssuer } from './support/open-issuer.ts';

async function readItems(call: Call, list: string, page: number, size: number): Promise<{ id: string }[]> {
  const { json } = await call('GET', `${list}?page=${page}&size=${size}`);
  return json.items ?? [];
}

describe('a list', () => {
  it('contains everything once, newest first, with any page size', async () => {
    const { call, time } = await openIssuer();
    const codes: string[] = [];
    for (let i = 0; i < 23; i += 1) {
      codes.unshift(await newGift(call, 1 + i));
      time.now += 1000;
    }
    for (const size of [1, 7, 20, 23, 100]) {
      const pages = Math.ceil(23 / size);
      const seen: unknown[] = [];
      for (let page = 1; page <= pages; page += 1) {
        const { json } = await call('GET', `/codes/?page=${page}&size=${size}`);
        expect(json).toMatchObject({ total: 23, page, size, pages });
        seen.push(...((json.items ?? []) as { code: string }[]).map(({ code }) => code));
      }
      expect(seen).toStrictEqual(codes);
    }
    const operations = await readItems(call, '/operations/', 2, 10);
    expect(operations.map((item) => (item as { amount?: number }).amount)).toStrictEqual(
      Array.from({ length: 10 }, (_, i) => 13 - i),
    );
  });

  it('is empty past its end, however far', async () => {
    const { call } = await openIssuer();
    await newGift(call);
    for (const list of ['/codes/', '/operations/']) {
      for (const page of ['2', '40000', '999999999999999']) {
        const { status, json } = await call('GET', `${list}?page=${page}`);
        expect(status).toBe(200);
        expect(json).toMatchObject({ items: [], total: 1, page: Number(page), size: 20 });
      }
    }
  });

  it('contains only the merchant’s own rows, with its own numbers', async () => {
    const { issuer, call } = await openIssuer();
    const other = await issuer.createMerchant({ login: 'shop2', currency: 'RUB', balance: 100_000 });
    const mine = await newGift(call, 1);
    const theirs: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      const { json } = await call('POST', '/codes/generate', { body: { amount: 1 }, key: other.apiKey });
      theirs.unshift(json.code ?? '');
    }
    const { json: own } = await call('GET', '/codes/');
    expect([own.total, own.items]).toMatchObject([1, [{ code: mine }]]);
    const { json: foreign } = await call('GET', '/codes/', { key: other.apiKey });
    expect([foreign.total, foreign.items]).toMatchObject([3, theirs.map((code) => ({ code }))]);
  });

  it('has no gap after a refusal', async () => {
    const { call } = await openIssuer({ balance: 300 });
    await newGift(call, 1);
    expect((await call('POST', '/codes/generate', { body: { amount: 100 } })).status).toBe(402);
    await newGift(call, 2);
    expect(await readItems(call, '/codes/', 1, 1)).toMatchObject([{ amount: 2 }]);
    expect(await readItems(call, '/codes/', 2, 1)).toMatchObject([{ amount: 1 }]);
  });

  it('does not shift when codes are closed while it is read', async () => {
    const { call } = await openIssuer();
    const codes = [await newGift(call), await newGift(call), await newGift(call)];
    const before = await readItems(call, '/codes/', 1, 2);
    await call('DELETE', `/codes/${codes[1]}`);
    const after = await readItems(call, '/codes/', 1, 2);
    expect(after.map(({ id }) => id)).toStrictEqual(before.map(({ id }) => id));
  });

  it('is 422 for an invalid page or size', async () => {
    const { call } = await openIssuer();
    const wrong: [string, string, string][] = [
      ['page=0', 'page', 'greater_than_equal'],
      ['page=-1', 'page', 'int_parsing'],
      ['page=two', 'page', 'int_parsing'],
      ['page=', 'page', 'int_parsing'],
      ['page=1.5', 'page', 'int_parsing'],
      ['size=0', 'size', 'greater_than_equal'],
      ['size=101', 'size', 'less_than_equal'],
      ['size=0x10', 'size', 'int_parsing'],
    ];
    for (const list of ['/codes/', '/operations/']) {
      for (const [query, field, type] of wrong) {
        const { status, json } = await call('GET', `${list}?${query}`);
        expect([status, json]).toMatchObject([422, { detail: [{ loc: ['query', field], type }] }]);
      }
    }
  });
});
