import { afterEach, describe, expect, it } from 'vitest';
import { startTinyVDar, type TinyVDar } from '../../../test/tiny-v-dar.ts';
import type { GiftProvider } from '../gift-provider.ts';
import { createVDarGiftProvider } from './provider.ts';

const apiKey = 'v-dar-key-31c7';
const SITE = '123e4567-e89b-12d3-a456-426614174000';
const CODE = 'ABC123XYZ789DEF456GH';
const MINUTE = 60_000;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function withServer(): Promise<{ server: TinyVDar; provider: GiftProvider }> {
  const server = await startTinyVDar(apiKey);
  closing.push(server.close);
  const { origin, siteId } = server;
  return {
    server,
    provider: createVDarGiftProvider({ apiKey, siteId, baseUrl: `${origin}/api/v1`, timeoutMs: 60_000 }),
  };
}

/** A provider whose every call is answered with this, and the requests that it made. */
function answeredWith(json: unknown) {
  const seen: Request[] = [];
  const fetch = async (request: Request) => {
    seen.push(request);
    return Response.json(json);
  };
  return { provider: createVDarGiftProvider({ apiKey, siteId: SITE, fetch }), seen };
}

const iso = (ms: number) => new Date(ms).toISOString();

describe('createVDarGiftProvider', () => {
  it('is called v-dar and has the time of its client', () => {
    const provider = createVDarGiftProvider({ apiKey, siteId: SITE, timeoutMs: 1234 });
    expect([provider.name, provider.timeoutMs]).toEqual(['v-dar', 1234]);
    expect(createVDarGiftProvider({ apiKey, siteId: SITE }).timeoutMs).toBe(15_000);
  });

  it.each(['', 'shop1', `${SITE}/..`, undefined as unknown as string])('refuses the site id %j at once', (siteId) => {
    const making = () => createVDarGiftProvider({ apiKey, siteId });
    expect(making).toThrow(expect.objectContaining({ code: 'CONFIGURATION', details: { option: 'siteId' } }));
  });

  it('takes a code for usable when V-DAR calls it valid, whatever the status says', async () => {
    const answer = { exists: true, is_valid: true, amount: '1000.00', currency_code: 'RUB', status: 'issued' };
    expect(await answeredWith(answer).provider.check(CODE)).toEqual({
      found: true,
      usable: true,
      status: 'unknown',
      amount: 100_000,
      currency: 'RUB',
    });
    const spent = { ...answer, is_valid: 0, status: 'active', expires_at: '2025-07-20T12:00:00Z' };
    expect(await answeredWith(spent).provider.check(CODE)).toMatchObject({
      usable: false,
      status: 'active',
      expiresAt: Date.parse('2025-07-20T12:00:00Z'),
    });
  });

  it('always names the site when it activates', async () => {
    const { provider, seen } = answeredWith({ operation_id: 'op', activated_amount: 10, currency_code: 'RUB' });
    expect(await provider.activate(CODE)).toEqual({ operationId: 'op', amount: 1000, currency: 'RUB' });
    expect(await seen[0]?.json()).toEqual({ code: CODE, site_id: SITE });
  });

  it('issues under our reference, for no less than the time asked', async () => {
    const times = { expires_at: iso(99_000), created_at: iso(38_000) };
    const { provider, seen } = answeredWith({ id: 'i', code: CODE, amount: 12.5, ...times });
    const issued = await provider.issue({ amount: 1250, currency: 'RUB', reference: 'order-7', validFor: 60_001 });
    const made = { id: 'i', code: CODE, amount: 1250, currency: 'RUB' };
    expect(issued).toEqual({ ...made, expiresAt: 99_000, createdAt: 38_000 });
    const body = { amount: 12.5, currency_code: 'RUB', name: 'order-7', expires_in_seconds: 61 };
    expect(await seen[0]?.json()).toEqual(body);
  });
});

/** The mark of an empty list. */
const NOTHING = JSON.stringify({ order: 'whole', total: 0, ids: [] });

describe('createVDarGiftProvider, activationsAfter', () => {
  it('finds activations of this amount and currency, and nothing else, whatever their times', async () => {
    const entry = { amount: 10, currency_code: 'RUB', status: 'completed', created_at: iso(Date.now()) };
    const items = [
      { ...entry, id: 'mine', type: 'code_activation' },
      { ...entry, id: 'made', type: 'code_generation' },
      { ...entry, id: 'newer word', type: 'code_reserved' },
      { ...entry, id: 'other sum', type: 'code_activation', amount: 10.01 },
      { ...entry, id: 'other money', type: 'code_activation', currency_code: 'KZT' },
      { ...entry, id: 'by a slow clock', type: 'code_activation', created_at: iso(Date.now() - 600 * MINUTE) },
      { ...entry, id: 'without a time', type: 'code_activation', created_at: null },
    ];
    const { provider } = answeredWith({ items, total: items.length });
    const found = await provider.activationsAfter(NOTHING, 1000, 'RUB');
    expect(found.map(({ operationId }) => operationId)).toEqual(['mine', 'by a slow clock', 'without a time']);
    expect(found[0]).toEqual({
      operationId: 'mine',
      amount: 1000,
      currency: 'RUB',
      createdAt: Date.parse(entry.created_at),
    });
    expect(await provider.activationsAfter(NOTHING)).toHaveLength(5);
  });

  it('reads lists that name no currency in the one that is asked for', async () => {
    const item = { id: '1', type: 'code_activation', amount: 1500, code: CODE, status: 'active' };
    const { provider } = answeredWith({ items: [item], total: 1 });
    expect(await provider.activationsAfter(NOTHING, 1500, 'JPY')).toHaveLength(1);
    expect(await provider.issuesAfter(NOTHING, 1500, 'JPY')).toHaveLength(1);
    expect(await provider.activationsAfter(NOTHING, 1500, 'RUB')).toHaveLength(0);
  });

  it('reads a long list over a real connection, no further than to the mark', async () => {
    const { server, provider } = await withServer();
    const operation = (index: number) => ({
      id: `op-${index}`,
      type: 'code_activation',
      amount: 10,
      currency_code: 'RUB',
      status: 'completed',
      created_at: iso(Date.now() + index * 1000),
    });
    for (let index = 0; index < 450; index += 1) server.operations.unshift(operation(index));
    const mark = await provider.markActivations();
    for (let index = 450; index < 600; index += 1) server.operations.unshift(operation(index));
    expect(await provider.activationsAfter(mark, 1000, 'RUB')).toHaveLength(150);
    expect(server.seen.map(({ url }) => url)).toEqual([
      '/api/v1/operations/?page=1&size=20',
      '/api/v1/operations/?page=1&size=100',
      '/api/v1/operations/?page=2&size=100',
    ]);
  });

  it('does not answer with a part when a page fails', async () => {
    const { server, provider } = await withServer();
    const mark = await provider.markActivations();
    for (let count = 0; count < 150; count += 1) server.generate(10);
    server.operations.splice(120, 1, { ...server.operations[120], amount: 0.001 } as TinyVDar['operations'][number]);
    await expect(provider.activationsAfter(mark, 1000, 'RUB')).rejects.toMatchObject({ code: 'PROVIDER_PROTOCOL' });
  });

  it.each(['', 'null', '[]', '{"order":"sideways","total":1,"ids":[]}'])('refuses the mark %j', async (mark) => {
    const { provider } = answeredWith({ items: [], total: 0 });
    const refused = { code: 'INVALID_REQUEST', details: { path: 'mark' } };
    await expect(provider.activationsAfter(mark)).rejects.toMatchObject(refused);
  });
});

describe('createVDarGiftProvider, issuesAfter', () => {
  const item = { id: 'i', code: CODE, amount: 10, status: 'active', created_at: iso(Date.now()) };

  it('finds what was issued, with our reference where V-DAR shows names', async () => {
    const { provider } = answeredWith({
      items: [
        { ...item, name: 'order-7' },
        { ...item, id: 'j', amount: 11 },
      ],
      total: 2,
    });
    const found = { id: 'i', code: CODE, amount: 1000, currency: 'RUB', usable: true, reference: 'order-7' };
    expect(await provider.issuesAfter(NOTHING, 1000, 'RUB')).toEqual([
      { ...found, createdAt: Date.parse(item.created_at) },
    ]);
  });

  it.each([
    ['active', true],
    ['issued', true],
    [null, true],
    ['activated', false],
    ['deactivated', false],
    ['expired', false],
  ])('takes a code of status %j for usable: %j, since a wrong no would issue it twice', async (status, usable) => {
    const { provider } = answeredWith({ items: [{ ...item, status }], total: 1 });
    expect(await provider.issuesAfter(NOTHING, 1000, 'RUB')).toMatchObject([{ usable }]);
  });

  it('keeps a code without a time among the candidates', async () => {
    const { provider } = answeredWith({ items: [{ ...item, created_at: null }], total: 1 });
    const [found] = await provider.issuesAfter(NOTHING, 1000, 'RUB');
    expect([found?.id, found?.createdAt]).toEqual(['i', undefined]);
  });

  it('leaves out codes in another currency than the one asked for', async () => {
    const { provider } = answeredWith({ items: [{ ...item, currency_code: 'KZT' }], total: 1 });
    expect(await provider.issuesAfter(NOTHING, 1000, 'RUB')).toEqual([]);
  });
});

describe('createVDarGiftProvider, balance', () => {
  it('is that of the site which activated sums are credited to', async () => {
    const answer = { site_id: SITE, currency_code: 'RUB', balance: '99.50', frozen_balance: 1, total_balance: 100.5 };
    const { provider, seen } = answeredWith(answer);
    expect(await provider.balance()).toEqual({ amount: 9950, currency: 'RUB' });
    expect(seen[0]?.url).toMatch(new RegExp(`/merchants/balance/${SITE}$`));
  });
});
