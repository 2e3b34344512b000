import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cartOf, MERCHANT_SECRET, openShop, type Shop } from './start-shop.ts';

const OURS = 'https://shop.example';
const THEIRS = 'https://evil.example';

let shop: Shop;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ shop, close } = await openShop({ allowedOrigins: [OURS, 'https://m.shop.example:8443'] }));
});
afterAll(() => close());

/** Asks as a page of an origin would, and gives the headers that decide over it. */
async function asking(origin: string, method: string, path: string, body?: object) {
  const response = await fetch(shop.url + path, {
    method,
    headers: {
      origin,
      ...(method === 'OPTIONS'
        ? { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' }
        : { 'content-type': 'application/json', authorization: `Bearer ${MERCHANT_SECRET}` }),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  await response.text();
  const cors = [...response.headers].filter(([name]) => name.startsWith('access-control-'));
  return { status: response.status, cors: Object.fromEntries(cors), headers: response.headers };
}

const quote = { cart: cartOf(1000), codes: [] };

describe('a page of an allowed origin', () => {
  it('may ask what there is, and for quotes', async () => {
    for (const origin of [OURS, 'https://m.shop.example:8443']) {
      const config = await asking(origin, 'GET', '/config');
      expect(config.cors['access-control-allow-origin']).toBe(origin);
      const { status, cors, headers } = await asking(origin, 'POST', '/quote', quote);
      expect([status, cors['access-control-allow-origin']]).toEqual([200, origin]);
      expect(cors['access-control-expose-headers']).toBe('retry-after,x-request-id');
      expect(headers.get('vary')).toMatch(/origin/i);
    }
  });

  it('is let through by the preflight, without cookies', async () => {
    const { status, cors } = await asking(OURS, 'OPTIONS', '/quote');
    expect(status).toBe(204);
    expect(cors).toMatchObject({
      'access-control-allow-origin': OURS,
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '600',
    });
    expect(cors).not.toHaveProperty('access-control-allow-credentials');
  });

  it('can read why it was refused', async () => {
    const { status, cors } = await asking(OURS, 'POST', '/quote', { cart: null });
    expect([status, cors['access-control-allow-origin']]).toEqual([422, OURS]);
  });
});

describe('a quote, which stands beside the other routes', () => {
  it('has just the headers that they have, whoever asks', async () => {
    const own = ['content-type', 'content-length', 'date', 'x-request-id', 'connection', 'keep-alive'];
    const of = ({ headers }: { headers: Headers }) => [...headers].filter(([name]) => !own.includes(name)).sort();
    for (const origin of [OURS, THEIRS]) {
      const expected = of(await asking(origin, 'GET', '/config'));
      expect(expected.length).toBeGreaterThan(12);
      expect(of(await asking(origin, 'POST', '/quote', quote))).toEqual(expected);
      expect(of(await asking(origin, 'POST', '/quote', { cart: null }))).toEqual(expected);
    }
  });

  it('is answered in the same way by fetch as by the adapter of node:http', async () => {
    const ask = (body: string, headers: Record<string, string>) =>
      ({ method: 'POST', headers: { 'content-type': 'application/json', origin: OURS, ...headers }, body }) as const;
    for (const body of [JSON.stringify(quote), '{', JSON.stringify({ cart: null })]) {
      const served = await fetch(`${shop.url}/quote?x=1`, ask(body, {}));
      const given = await shop.perks.fetch(new Request('http://shop.example/perks/v1/quote?x=1', ask(body, {})));
      const changing = ['x-request-id', 'date', 'connection', 'keep-alive', 'content-length'];
      const fixed = ({ headers }: Response) => [...headers].filter(([name]) => !changing.includes(name)).sort();
      expect([given.status, fixed(given)]).toEqual([served.status, fixed(served)]);
      const [one, other] = [await given.json(), await served.json()];
      expect(Object.keys(one)).toEqual(Object.keys(other));
    }
  });
});

describe('a page of any other origin', () => {
  it('is let through by no preflight and can read no answer', async () => {
    for (const origin of [THEIRS, `${OURS}.evil.example`, 'http://shop.example', 'null', `${OURS}:444`]) {
      for (const [method = '', path = ''] of [
        ['OPTIONS', '/quote'],
        ['OPTIONS', '/config'],
        ['POST', '/quote'],
        ['GET', '/config'],
      ]) {
        const { cors } = await asking(origin, method, path, method === 'POST' ? quote : undefined);
        expect([origin, method, cors['access-control-allow-origin']]).toEqual([origin, method, undefined]);
      }
    }
  });
});

describe('the merchant’s routes', () => {
  it('are open to no page, also of an allowed origin', async () => {
    for (const path of ['/orders/o1', '/orders/o1/commit', '/orders/o1/cancel', '/orders/o1/refund']) {
      for (const method of ['OPTIONS', 'GET', 'POST']) {
        const { cors } = await asking(OURS, method, path);
        expect([path, method, cors]).toEqual([path, method, {}]);
      }
    }
    expect((await asking(OURS, 'OPTIONS', '/orders/o1')).status).toBe(401);
  });
});

describe('every answer', () => {
  it('carries security headers, its own request id, and is stored by nobody', async () => {
    const answers = [
      await shop.call('GET', '/config'),
      await shop.call('POST', '/quote', quote),
      await shop.call('POST', '/quote', '{'),
      await shop.call('GET', '/orders/nobody'),
      await shop.call('GET', '/orders/nobody', undefined, { authorization: '' }),
      await shop.call('DELETE', '/quote'),
      await shop.call('GET', '/nowhere'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 400, 404, 401, 405, 404]);
    for (const { headers, json } of answers) {
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('strict-transport-security')).toMatch(/max-age=\d+/);
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
      if ('requestId' in json) expect(json.requestId).toBe(headers.get('x-request-id'));
    }
    expect(new Set(answers.map(({ headers }) => headers.get('x-request-id'))).size).toBe(answers.length);
  });

  it('is a problem (RFC 9457) where something was refused', async () => {
    const { headers, json } = await shop.call('GET', '/orders/nobody');
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(json).toEqual({
      type: 'about:blank',
      title: 'There is no such order',
      status: 404,
      code: 'ORDER_NOT_FOUND',
      requestId: headers.get('x-request-id'),
    });
  });
});

describe('GET /config and /healthz', () => {
  it('tell what the shop offers, and that it is up', async () => {
    expect(await shop.client.config()).toEqual({
      version: 1,
      currency: 'RUB',
      perks: { gift: true, promo: false, points: false },
      maxCodes: 5,
      locales: ['en', 'ru'],
    });
    expect((await shop.call('GET', '/healthz')).json).toEqual({ status: 'ok' });
    const head = await fetch(`${shop.url}/healthz`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});
