import type { Cart } from '@checkout-perks/core/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rawRequest } from './raw-request.ts';
import { API_KEY, cartOf, openShop, type Shop, startShop } from './start-shop.ts';

let shop: Shop;
let close: () => Promise<void>;
let code: string;
let before: unknown;

beforeAll(async () => {
  ({ shop, close } = await openShop());
  code = await shop.newGift(50_000);
});
afterAll(() => close());

/** Everything that a request could have changed. */
async function everything() {
  const rows = await Promise.all(
    (['perks_order', 'perks_gift', 'perks_lock', 'perks_effect', 'perks_serial'] as const).map((table) =>
      shop.journal.read.selectFrom(table).selectAll().execute(),
    ),
  );
  return { rows, books: await shop.books(), mishaps: [...shop.mishaps] };
}

beforeEach(async () => {
  before = await everything();
});
afterEach(async () => {
  expect(await everything()).toEqual(before);
});

const cart = cartOf(60_000);

/** Sends a body to the quote and to the order; each must refuse it alike. */
async function refusedBoth(body: unknown, headers?: Record<string, string>): Promise<[number, string]> {
  const quote = await shop.call('POST', '/quote', body, headers);
  const order = await shop.call('PUT', '/orders/bad', body, headers);
  expect(order.headers.get('content-type')).toBe('application/problem+json');
  expect([order.status, order.json.code]).toEqual([quote.status, quote.json.code]);
  return [quote.status, quote.json.code];
}

const line = (change: object): Cart => ({ ...cart, lines: [{ id: 'tea', quantity: 1, unitPrice: 100, ...change }] });
const INVALID = [422, 'INVALID_REQUEST'];

describe('a bad body is refused, and changes nothing:', () => {
  it('no JSON', async () => {
    for (const body of ['', '{', 'null}', '<cart/>']) expect(await refusedBoth(body)).toEqual([400, 'INVALID_JSON']);
  });

  it('JSON of another shape', async () => {
    for (const body of ['null', '[]', '"cart"', '1', '{}', '{"cart":null,"codes":[]}']) {
      expect(await refusedBoth(body)).toEqual(INVALID);
    }
    for (const body of [{ cart }, { codes: [] }, { cart, codes: 'x' }, { cart, codes: [1] }, { cart, codes: {} }]) {
      expect(await refusedBoth(body)).toEqual(INVALID);
    }
  });

  it('another content type', async () => {
    const body = JSON.stringify({ cart, codes: [] });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      expect(await refusedBoth(body, { 'content-type': type })).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    }
  });

  it('sums that are no money', async () => {
    for (const unitPrice of [-1, 0.5, 1e300, '100', null, Number.MAX_SAFE_INTEGER + 1]) {
      expect(await refusedBoth({ cart: line({ unitPrice }), codes: [] })).toEqual(INVALID);
    }
    expect(await refusedBoth({ cart: { ...cart, delivery: { price: -1 } }, codes: [] })).toEqual(INVALID);
    expect(
      await refusedBoth('{"cart":{"currency":"RUB","lines":[{"id":"a","quantity":1,"unitPrice":1e999}]}}'),
    ).toEqual(INVALID);
  });

  it('quantities that nobody can buy', async () => {
    for (const quantity of [0, -1, 1.5, 1_000_001, '1']) {
      expect(await refusedBoth({ cart: line({ quantity }), codes: [] })).toEqual(INVALID);
    }
  });

  it('sums past what integers hold', async () => {
    const huge = line({ quantity: 1_000_000, unitPrice: Number.MAX_SAFE_INTEGER });
    expect(await refusedBoth({ cart: huge, codes: [code] })).toEqual([422, 'MONEY_INVALID']);
    const lines = Array.from({ length: 3 }, (_, id) => ({ id: `${id}`, quantity: 1, unitPrice: 2 ** 52 }));
    expect(await refusedBoth({ cart: { ...cart, lines }, codes: [code] })).toEqual([422, 'MONEY_INVALID']);
  });

  it('carts without lines, or with too many', async () => {
    expect(await refusedBoth({ cart: { ...cart, lines: [] }, codes: [] })).toEqual(INVALID);
    const lines = Array.from({ length: 501 }, (_, id) => ({ id: `${id}`, quantity: 1, unitPrice: 1 }));
    expect(await refusedBoth({ cart: { ...cart, lines }, codes: [] })).toEqual(INVALID);
  });

  it('a cart in another currency than the shop’s, or in none', async () => {
    for (const currency of ['EUR', 'rub', 'RUBLE', '', 643]) {
      expect(await refusedBoth({ cart: { ...cart, currency }, codes: [code] })).toEqual(INVALID);
    }
  });

  it('a hundred codes, a code of ten thousand characters, an empty one', async () => {
    const checks = shop.proxy.count('check');
    expect(await refusedBoth({ cart, codes: Array.from({ length: 100 }, () => code) })).toEqual(INVALID);
    expect(await refusedBoth({ cart, codes: ['X'.repeat(10_000)] })).toEqual(INVALID);
    expect(await refusedBoth({ cart, codes: [''] })).toEqual(INVALID);
    expect(shop.proxy.count('check')).toBe(checks);
  });

  it('an order with both a token and codes, or an endless token', async () => {
    const { token } = await shop.client.quote({ cart, codes: [] });
    for (const body of [
      { cart, token, codes: [] },
      { cart, token: 'x'.repeat(16_385) },
      { cart, token: '' },
    ]) {
      const { status, json } = await shop.call('PUT', '/orders/bad', body);
      expect([status, json.code]).toEqual(INVALID);
    }
  });

  it('one that says it is too large, before it is sent', async () => {
    for (const line of ['PUT /perks/v1/orders/bad', 'POST /perks/v1/quote']) {
      const headers = ['Content-Type: application/json', 'Content-Length: 262145'];
      const { status, code } = await rawRequest(shop.url, { line, headers });
      expect([line, status, code]).toEqual([line, 413, 'BODY_TOO_LARGE']);
    }
  });

  it('one that turns out to be too large', async () => {
    const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`;
    const { status, code } = await rawRequest(shop.url, {
      line: `POST /perks/v1/quote`,
      headers: ['Content-Type: application/json', 'Transfer-Encoding: chunked'],
      body: Array.from({ length: 6 }, () => chunk),
    });
    expect([status, code]).toEqual([413, 'BODY_TOO_LARGE']);
  });

  it('one nested deeper than any cart', async () => {
    expect(await refusedBoth(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).toEqual(INVALID);
    expect(await refusedBoth('{"__proto__":{"cart":1},"constructor":{"prototype":{}}}')).toEqual(INVALID);
  });

  it('and names the field that is wrong, never its value', async () => {
    const { json } = await shop.call('POST', '/quote', { cart: line({ quantity: 'SECRETVALUE' }), codes: [] });
    expect(json.detail).toBe('cart.lines.0.quantity');
    expect(JSON.stringify(json)).not.toContain('SECRETVALUE');
  });
});

describe('a text that is no code', () => {
  it('never reaches the provider, and is as invalid as any', async () => {
    const total = () => (['check', 'codes', 'operations', 'activate', 'generate'] as const).map(shop.proxy.count);
    const calls = total();
    const texts = ['..', '%2e%2e', '../operations/', '.', ' ', 'generate', 'Activate', 'a/../../b', 'x?y=1#z'];
    const { json } = await shop.call('POST', '/quote', { cart, codes: texts });
    expect(json.quote.codes.map(({ reason }) => reason)).toEqual(texts.map(() => 'discount_code_invalid'));
    expect(json.quote.amountDue).toBe(60_000);
    const order = await shop.call('PUT', '/orders/bad', { cart, codes: texts });
    expect([order.status, order.json.code]).toEqual([409, 'PERK_REJECTED']);
    expect(total()).toEqual(calls);
  });
});

describe('the merchant’s routes', () => {
  const verbs = [
    ['PUT', '/orders/bad'],
    ['GET', '/orders/bad'],
    ['POST', '/orders/bad/commit'],
    ['POST', '/orders/bad/cancel'],
    ['POST', '/orders/bad/refund'],
    ['DELETE', '/orders/bad'],
    ['OPTIONS', '/orders/bad'],
    ['GET', '/orders/'],
    ['GET', '/orders'],
    ['GET', '/orders/bad/unknown'],
    ['POST', '/%6frders/bad/commit'],
  ];

  it('open to nobody without the secret', async () => {
    for (const authorization of ['', 'Bearer wrong', `Bearer ${API_KEY}`, 'Basic bWVyY2hhbnQ6c2VjcmV0']) {
      for (const [method = '', path = ''] of verbs) {
        const body = method === 'PUT' ? { cart, codes: [] } : undefined;
        const { status, json } = await shop.call(method, path, body, { authorization });
        expect([method, path, status, json.code]).toEqual([method, path, 401, 'UNAUTHORIZED']);
      }
    }
  });

  it('know no other method, and say which they know', async () => {
    const wrong = [
      ['DELETE', '/orders/bad', 'GET, PUT'],
      ['POST', '/orders/bad', 'GET, PUT'],
      ['GET', '/orders/bad/commit', 'POST'],
      ['PUT', '/orders/bad/cancel', 'POST'],
      ['PATCH', '/orders/bad/refund', 'POST'],
      ['GET', '/quote', 'POST, OPTIONS'],
      ['POST', '/config', 'GET, OPTIONS'],
      ['DELETE', '/healthz', 'GET'],
    ];
    for (const [method = '', path = '', allow] of wrong) {
      const { status, json, headers } = await shop.call(method, path);
      expect([path, status, json.code, headers.get('allow')]).toEqual([path, 405, 'METHOD_NOT_ALLOWED', allow]);
    }
  });

  it('answer an unknown route with 404', async () => {
    for (const path of ['/', '', '/unknown', '/quote/', '/orders/a/b/c', '/orders/bad/commit/', '/Quote']) {
      const { status, json, headers } = await shop.call('GET', path);
      expect([path, status, json.code]).toEqual([path, 404, 'ROUTE_NOT_FOUND']);
      expect(headers.get('content-type')).toBe('application/problem+json');
    }
    const outside = await fetch(new URL('/elsewhere', shop.url));
    expect(outside.status).toBe(404);
  });

  it('know no order under an id that was never reserved', async () => {
    for (const id of ['nobody', '%00', 'a%2Fb', 'a%20b', '%E0%A4%A', "'%20or%201=1--", 'x'.repeat(3000), '__proto__']) {
      for (const [method, verb] of [
        ['GET', ''],
        ...['commit', 'cancel', 'refund'].map((verb) => ['POST', `/${verb}`]),
      ]) {
        const { status, json } = await shop.call(method ?? '', `/orders/${id}${verb}`);
        expect([id, status, json.code]).toEqual([id, 404, 'ORDER_NOT_FOUND']);
      }
    }
  });

  it('reserve nothing under an id that could not stand in a path', async () => {
    for (const id of ['a%2Fb', '.hidden', '-x', 'a%20b', 'x'.repeat(129), '%D0%B6', 'a%00', '%252e', '%E0%A4%A']) {
      const { status, json } = await shop.call('PUT', `/orders/${id}`, { cart, codes: [] });
      expect([id, status, json.code, json.detail]).toEqual([id, 422, 'INVALID_REQUEST', 'orderId']);
    }
    for (const id of ['', 'a/b', undefined, 7] as string[]) {
      await expect(shop.perks.orders.reserve(id, { cart, codes: [] })).rejects.toMatchObject({
        code: 'INVALID_REQUEST',
      });
    }
  });

  it('let no path climb out of the mount', async () => {
    for (const target of ['/perks/v1/orders/..', '/perks/v1/orders/%2e%2e/%2e%2e', '/perks/v1/../../x', '//x/perks']) {
      const { status, code } = await rawRequest(shop.url, { line: `GET ${target}` });
      expect([target, status, code]).toEqual([target, 404, 'ROUTE_NOT_FOUND']);
    }
  });
});

describe('a shopper who tries codes', () => {
  it('must wait, is told how long, and may still be helped with a quote without codes', async () => {
    const own = await startShop({ guesses: { wrongCodes: 4, perSeconds: 3600 } });
    const gift = await own.newGift(50_000);
    const quote = (codes: string[]) => own.call('POST', '/quote', { cart, codes });
    expect((await quote(['WRONG001', 'WRONG002', gift])).status).toBe(200);
    for (let time = 0; time < 5; time += 1) expect((await quote([gift])).status).toBe(200);
    expect((await quote(['WRONG003', 'WRONG004'])).status).toBe(200);

    const refused = await quote([gift]);
    expect([refused.status, refused.json.code]).toEqual([429, 'TOO_MANY_ATTEMPTS']);
    // No test lasts for ten minutes.
    expect(refused.json.retryAfter).toBeGreaterThan(3000);
    expect(refused.json.retryAfter).toBeLessThanOrEqual(3600);
    expect(refused.headers.get('retry-after')).toBe(String(refused.json.retryAfter));
    expect((await quote([])).status).toBe(200);
    expect(own.mishaps).toEqual([]);
  });

  it('is not held up by a provider that is down', async () => {
    const own = await startShop({ guesses: { wrongCodes: 2, perSeconds: 600 }, guarding: { failures: 100 } });
    const gift = await own.newGift(50_000);
    own.proxy.faults = () => ({ status: 503 });
    for (let time = 0; time < 5; time += 1) {
      const { quote } = await own.client.quote({ cart, codes: [gift] });
      expect(quote.codes[0]?.reason).toBe('discount_code_unavailable');
    }
    own.proxy.faults = () => undefined;
    expect((await own.client.quote({ cart, codes: [gift] })).quote.codes[0]?.status).toBe('applied');
  });

  it('is told apart from the others behind a trusted proxy', async () => {
    const own = await startShop({ guesses: { wrongCodes: 1, perSeconds: 600 }, trustedProxies: 1 });
    const guess = async (from: string) => {
      const headers = { 'x-forwarded-for': `198.51.100.1, ${from}` };
      return (await own.call('POST', '/quote', { cart, codes: ['WRONG001'] }, headers)).status;
    };
    expect(await guess('203.0.113.7:5001')).toBe(200);
    expect(await guess('203.0.113.7:5002')).toBe(429);
    expect(await guess('203.0.113.8:5001')).toBe(200);
  });
});
