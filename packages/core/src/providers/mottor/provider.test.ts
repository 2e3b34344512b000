import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { phaseOf } from '../phase-of.ts';
import { createMottorPromoProvider } from './provider.ts';

const account = { userId: '123', apiKey: 'mottor-key-31c7', siteId: 11111, currency: 'RUB' };
const sample = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));
const [row] = sample('promos');
const good = { ...row, id: 5, code: 'Sale10', bonus_type: 2, bonus_amount: 10, quantity_limit: 3, promo_used_count: 1 };
const START = Date.parse('2025-01-20T12:00:00Z');
const END = Date.parse('2025-01-21T12:00:00Z');
const window = { d_on: new Date(START).toISOString(), d_off: new Date(END).toISOString() };

/** A provider whose every call is answered with this, and the requests that it made. */
function answeredWith(json: unknown, now = START) {
  const seen: Request[] = [];
  const fetch = async (request: Request) => {
    seen.push(request);
    return Response.json(json);
  };
  return { provider: createMottorPromoProvider({ ...account, fetch, clock: () => now }), seen };
}

async function listed(fields: object, now?: number) {
  const [promo = expect.unreachable()] = await answeredWith([{ ...good, ...window, ...fields }], now).provider.list();
  return promo;
}

describe('createMottorPromoProvider', () => {
  it.each([
    [true, true],
    [false, false],
    [undefined, false],
  ])('asks the promo itself whether it is good once per person: %s', async (flag, once) => {
    const { provider, seen } = answeredWith({ ...good, personal_limit_is_enabled: flag });
    expect(await provider.oncePerPerson?.('5')).toBe(once);
    expect(seen.map(({ url }) => new URL(url).pathname)).toEqual(['/v1/promo/5']);
    await expect(provider.oncePerPerson?.('../5')).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
  });

  it('is called mottor and has the time of its client', () => {
    const provider = createMottorPromoProvider({ ...account, timeoutMs: 1234 });
    expect([provider.name, provider.timeoutMs]).toEqual(['mottor', 1234]);
  });

  it('tells all of a promo', async () => {
    expect(await listed({ personal_limit_is_enabled: true })).toStrictEqual({
      id: '5',
      code: 'Sale10',
      enabled: true,
      target: 'goods',
      discount: { kind: 'percent', basisPoints: 1000 },
      from: START,
      until: END,
      limit: 3,
      used: 1,
      oncePerPerson: true,
      valid: true,
    });
    const fixed = await listed({ bonus_type: 3, bonus_amount: '199.90', bonus_amount_is_in_percentages: 0 });
    expect(fixed).toMatchObject({ target: 'delivery', discount: { kind: 'fixed', amount: 19_990 } });
    expect(fixed).not.toHaveProperty('oncePerPerson');
  });

  it("reads the document's own sample, whose type nobody knows, as no discount", async () => {
    const [promo] = await answeredWith(sample('promos')).provider.list();
    expect(promo).toMatchObject({ id: '0', target: 'unknown', valid: true });
  });

  it('names only the window and the limit that count', async () => {
    const promo = await listed({ time_limit_is_enabled: false, quantity_limit_is_enabled: false });
    expect([promo.from, promo.until, promo.limit]).toEqual([undefined, undefined, undefined]);
  });

  it("prefers Mottor's word on validity to its own reckoning", async () => {
    expect(await listed({ is_valid: true }, END)).toMatchObject({ valid: true });
    expect(await listed({ is_valid: 0 }, START)).toMatchObject({ valid: false });
  });

  it('reckons validity itself where Mottor says nothing', async () => {
    const silent = { is_valid: null };
    expect((await listed(silent, START)).valid).toBe(true);
    expect((await listed(silent, START - 1)).valid).toBe(false);
    expect((await listed(silent, END)).valid).toBe(false);
    expect((await listed({ ...silent, is_enabled: 0 }, START)).valid).toBe(false);
    expect((await listed({ ...silent, promo_used_count: 3 }, START)).valid).toBe(false);
    const none = await listed({ ...silent, quantity_limit: 0, promo_used_count: 0 }, START);
    expect([none.valid, phaseOf(none, START)]).toEqual([false, 'exhausted']);
  });

  it('lets one promo that it cannot read take no others with it, and gives no discount for that one', async () => {
    const odd = { ...good, id: 6, bonus_amount: 'ten' };
    const promos = await answeredWith([odd, { ...good, ...window }]).provider.list();
    expect(promos.map(({ id, target }) => [id, target])).toEqual([
      ['6', 'unknown'],
      ['5', 'goods'],
    ]);
  });

  it.each([{}, null, 'x', '', [{}], [{ id: 1 }], [{ code: 'A' }], [{ id: 1.5, code: 'A' }], [null]])(
    'does not take %j for a list',
    async (json) => {
      await expect(answeredWith(json).provider.list()).rejects.toMatchObject({ code: 'PROVIDER_PROTOCOL' });
    },
  );

  it('tells the uses of a promo', async () => {
    const [use] = sample('statistics');
    const { provider, seen } = answeredWith([
      { ...use, id: 9, lead_id: 77, discount_amount: '19.99', currency: 'RUB' },
    ]);
    expect(await provider.uses('5')).toStrictEqual([
      { id: '9', orderId: '77', amount: 1999, currency: 'RUB', at: Date.parse('2021-08-04T15:02:13.184Z') },
    ]);
    expect(seen[0]?.url).toBe('https://api.lpmotor.ru/v1/promo/5/statistics');
    const bare = answeredWith([{ id: 9, discount_amount: 1 }]).provider;
    expect(await bare.uses('5')).toStrictEqual([{ id: '9', amount: 100, currency: 'RUB' }]);
  });

  it.each(['', '0', '05', '-1', '1e3', '1/..', '..', ' 1', '9007199254740993'])(
    'sends nothing about the promo %j',
    async (promoId) => {
      const { provider, seen } = answeredWith([]);
      await expect(provider.uses(promoId)).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
      expect(seen).toEqual([]);
    },
  );
});
