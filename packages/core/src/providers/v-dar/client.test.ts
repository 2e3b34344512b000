import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { type SeenRequest, sendJson, startRecordingServer } from '../../../test/recording-server.ts';
import { createVDarClient, type VDarClient } from './client.ts';

const KEY = 'v-dar-key-31c7';
const CODE = 'ABC123XYZ789DEF456GH';
const SITE = '123e4567-e89b-12d3-a456-426614174000';
const at = (time: string) => Date.parse(time);
/** An answer of the provider's document, byte for byte. */
const sample = (name: string) => readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8');

interface Reached {
  client: VDarClient;
  seen: SeenRequest[];
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** A client that reaches its provider over a real connection. */
async function overHttp(body: string, status = 200): Promise<Reached> {
  const { origin, seen, close } = await startRecordingServer((response) => sendJson(response, status, body));
  closing.push(close);
  return { client: createVDarClient({ apiKey: KEY, baseUrl: `${origin}/api/v1` }), seen };
}

/** A client whose provider lives in this process. */
async function inProcess(body: string, status = 200): Promise<Reached> {
  const seen: SeenRequest[] = [];
  const fetch = async (request: Request) => {
    const { pathname, search } = new URL(request.url);
    const headers = Object.fromEntries(request.headers);
    seen.push({ method: request.method, url: pathname + search, headers, body: await request.text() });
    return new Response(body, { status });
  };
  return { client: createVDarClient({ apiKey: KEY, fetch }), seen };
}

describe.each([
  ['over HTTP', overHttp],
  ['in the same process', inProcess],
])('createVDarClient, its seven calls %s', (_, reaching) => {
  /** One request as it was on the wire; every one must bear the key. */
  function only(seen: SeenRequest[]) {
    expect(seen).toHaveLength(1);
    const [{ method, url, headers, body } = expect.unreachable()] = seen;
    expect(headers['x-api-key']).toBe(KEY);
    expect(headers.accept).toBe('application/json');
    expect(headers['content-type']).toBe(method === 'POST' ? 'application/json' : undefined);
    return body === '' ? [method, url] : [method, url, JSON.parse(body)];
  }

  it('generates a code, with all four documented fields and no other', async () => {
    const { client, seen } = await reaching(sample('generated'));
    const asked = { amount: 129_950, currency: 'RUB', name: 'ref-1', expiresInSeconds: 15_552_000.9 };
    expect(await client.generateCode(asked)).toEqual({
      id: '550e8400-e29b-41d4-a716-446655440000',
      code: CODE,
      amount: 100_000,
      currency: 'RUB',
      name: 'Подарок',
      status: 'active',
      expiresAt: at('2025-07-20T12:00:00Z'),
      createdAt: at('2025-01-20T12:00:00Z'),
    });
    const body = { amount: 1299.5, currency_code: 'RUB', name: 'ref-1', expires_in_seconds: 15_552_000 };
    expect(only(seen)).toEqual(['POST', '/api/v1/codes/generate', body]);
    expect(seen[0]?.body).toContain('"amount":1299.5,');
  });

  it('activates a code for a site', async () => {
    const { client, seen } = await reaching(sample('activated'));
    expect(await client.activateCode({ code: CODE, siteId: SITE })).toEqual({
      operationId: '550e8400-e29b-41d4-a716-446655440001',
      amount: 100_000,
      currency: 'RUB',
      activatedAt: at('2025-01-20T12:05:00Z'),
    });
    expect(only(seen)).toEqual(['POST', '/api/v1/codes/activate', { code: CODE, site_id: SITE }]);
  });

  it('activates a code for the site that the key stands for', async () => {
    const { client, seen } = await reaching(sample('activated'));
    await client.activateCode({ code: CODE });
    expect(only(seen)).toEqual(['POST', '/api/v1/codes/activate', { code: CODE }]);
  });

  it('checks a code', async () => {
    const { client, seen } = await reaching(sample('checked'));
    expect(await client.checkCode(CODE)).toEqual({
      exists: true,
      isValid: true,
      status: 'active',
      amount: 100_000,
      currency: 'RUB',
      expiresAt: at('2025-07-20T12:00:00Z'),
    });
    expect(only(seen)).toEqual(['GET', `/api/v1/codes/${CODE}`]);
  });

  it('lists codes, below a path that ends in a slash', async () => {
    const { client, seen } = await reaching(sample('codes-page'));
    expect(await client.listCodes({ page: 1, size: 20 })).toEqual({
      items: [
        {
          id: '550e8400-e29b-41d4-a716-446655440000',
          code: 'ABC123XYZ...',
          amount: 100_000,
          currency: 'RUB',
          status: 'active',
          createdAt: at('2025-01-20T12:00:00Z'),
        },
      ],
      total: 50,
      page: 1,
      size: 20,
    });
    expect(only(seen)).toEqual(['GET', '/api/v1/codes/?page=1&size=20']);
  });

  it("reads a site's balance", async () => {
    const { client, seen } = await reaching(sample('balance'));
    expect(await client.balance(SITE)).toEqual({
      siteId: SITE,
      siteLogin: 'shop1',
      currency: 'RUB',
      balance: 5_000_000,
      frozenBalance: 0,
      totalBalance: 5_000_000,
    });
    expect(only(seen)).toEqual(['GET', `/api/v1/merchants/balance/${SITE}`]);
  });

  it('lists operations, below a path that ends in a slash', async () => {
    const { client, seen } = await reaching(sample('operations-page'));
    expect(await client.listOperations()).toEqual({
      items: [
        {
          id: '550e8400-e29b-41d4-a716-446655440005',
          type: 'code_activation',
          amount: 100_000,
          currency: 'RUB',
          status: 'completed',
          createdAt: at('2025-01-20T12:00:00Z'),
        },
      ],
      total: 100,
      page: 1,
      size: 20,
    });
    expect(only(seen)).toEqual(['GET', '/api/v1/operations/?page=1&size=20']);
  });

  it('deactivates a code', async () => {
    const { client, seen } = await reaching(sample('deactivated'));
    expect(await client.deactivateCode(CODE)).toBeUndefined();
    expect(only(seen)).toEqual(['DELETE', `/api/v1/codes/${CODE}`]);
  });
});

describe('createVDarClient, reading with tolerance', () => {
  const answering = async (json: unknown, status = 200) =>
    (await inProcess(typeof json === 'string' ? json : JSON.stringify(json), status)).client;
  const change = (name: string, fields: object) => ({ ...JSON.parse(sample(name)), ...fields });

  it('reads sums that come as strings', async () => {
    const generated = change('generated', { amount: '1000.00' });
    const asked = { amount: 1, currency: 'RUB', name: 'x', expiresInSeconds: 60 };
    expect((await (await answering(generated)).generateCode(asked)).amount).toBe(100_000);
    const balances = change('balance', { balance: '50000.10', frozen_balance: '1.9', total_balance: '50002' });
    expect(await (await answering(balances)).balance(SITE)).toMatchObject({
      balance: 5_000_010,
      frozenBalance: 190,
      totalBalance: 5_000_200,
    });
  });

  it.each([
    [1, true],
    [0, false],
    ['1', true],
    ['0', false],
    [true, true],
    [null, false],
  ])('reads is_valid %j as %j', async (is_valid, isValid) => {
    const client = await answering(change('checked', { is_valid }));
    expect(await client.checkCode(CODE)).toMatchObject({ exists: true, isValid });
  });

  it.each([0, '0', false])('reads exists %j as no such code, whatever else is there', async (exists) => {
    const all = await answering(change('checked', { exists }));
    expect(await all.checkCode(CODE)).toEqual({ exists: false });
    const nulls = await answering({ exists, is_valid: null, amount: null, currency_code: null, status: null });
    expect(await nulls.checkCode(CODE)).toEqual({ exists: false });
    const bare = await answering({ exists });
    expect(await bare.checkCode(CODE)).toEqual({ exists: false });
  });

  it('takes 404 for no such code', async () => {
    expect(await (await answering({ detail: 'Код не найден' }, 404)).checkCode(CODE)).toEqual({ exists: false });
    expect(await (await answering('', 404)).checkCode(CODE)).toEqual({ exists: false });
  });

  it('trusts is_valid and not the status, whose words it may not know', async () => {
    const used = await answering(change('checked', { is_valid: false, status: 'used' }));
    expect(await used.checkCode(CODE)).toMatchObject({ isValid: false, status: 'unknown' });
    const fresh = await answering(change('checked', { is_valid: true, status: 'issued' }));
    expect(await fresh.checkCode(CODE)).toMatchObject({ isValid: true, status: 'unknown' });
    const none = await answering(change('checked', { status: null }));
    expect(await none.checkCode(CODE)).toMatchObject({ isValid: true, status: 'unknown' });
  });

  it('does without what is optional, and leaves out what it does not know', async () => {
    const { id, code, amount } = JSON.parse(sample('generated'));
    const made = await (await answering({ id, code, amount, color: 'red' })).generateCode({
      amount: 100_000,
      currency: 'KZT',
      name: 'x',
      expiresInSeconds: 60,
    });
    expect(made).toEqual({ id, code, amount: 100_000, currency: 'KZT', status: 'unknown' });

    const activated = await answering({ operation_id: 'op', activated_amount: 5 });
    expect(await activated.activateCode({ code: CODE })).toEqual({ operationId: 'op', amount: 500, currency: 'RUB' });

    const balance = await answering({ balance: 5 });
    const nothingElse = { siteId: SITE, currency: 'RUB', balance: 500, frozenBalance: 0, totalBalance: 500 };
    expect(await balance.balance(SITE)).toEqual(nothingElse);

    const operations = await answering({ items: [{ id: 'op', type: 'fee', amount: -1.5 }], total: '1' });
    expect(await operations.listOperations({ page: 3, size: 7, currency: 'KZT' })).toEqual({
      items: [{ id: 'op', type: 'fee', amount: -150, currency: 'KZT' }],
      total: 1,
      page: 3,
      size: 7,
    });
  });

  it.each([
    ['2025-01-20T12:00:00Z', '2025-01-20T12:00:00Z'],
    ['2025-01-20T12:00:00', '2025-01-20T12:00:00Z'],
    ['2025-01-20T12:00:00.5', '2025-01-20T12:00:00.500Z'],
    ['2025-01-20T12:00:00.123456', '2025-01-20T12:00:00.123Z'],
    ['2025-01-20T12:00:00.123456+00:00', '2025-01-20T12:00:00.123Z'],
    ['2025-01-20T15:00:00+03:00', '2025-01-20T12:00:00Z'],
    ['2025-01-20T15:00:00+0300', '2025-01-20T12:00:00Z'],
    ['2025-01-20 15:00:00+03', '2025-01-20T12:00:00Z'],
    ['2025-01-20 12:00:00', '2025-01-20T12:00:00Z'],
    ['2025-01-20', '2025-01-20T00:00:00Z'],
  ])('reads the time %s as UTC', async (expires_at, utc) => {
    const client = await answering(change('checked', { expires_at }));
    expect(await client.checkCode(CODE)).toMatchObject({ expiresAt: at(utc) });
  });

  it('leaves a time out that is none', async () => {
    for (const expires_at of ['soon', '', null, '2025-13-45T00:00:00Z']) {
      expect(await (await answering(change('checked', { expires_at }))).checkCode(CODE)).not.toHaveProperty(
        'expiresAt',
      );
    }
  });

  it('reads the sums of a list in the currency that the list names, else in the one asked for', async () => {
    const item = { id: '1', code: 'ABCD', amount: 1500, status: 'active' };
    const lists = { items: [item, { ...item, id: '2', amount: 1.5, currency_code: 'KWD' }], total: 2 };
    const { items } = await (await answering(lists)).listCodes({ currency: 'JPY' });
    expect(items.map(({ amount, currency }) => [amount, currency])).toEqual([
      [1500, 'JPY'],
      [1500, 'KWD'],
    ]);
  });
});
