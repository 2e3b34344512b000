import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PerkKind } from '@checkout-perks/core/perks';
import { until } from '@checkout-perks/test-kit/until';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Offer, offerPerks } from './offer-perks.ts';
import { type Shop, startShop } from './start-shop.ts';

const PERKS = ['gift', 'promo', 'points'] as const;
/** Longest that a quote waits, ms. All that it has but the perk that hangs is known beforehand, so it may be short. */
const WITHIN = 200;
/** Longest that a call to the provider that hangs lasts, ms. Quotes and orders must answer while it does. */
const CALL = 60_000;
const cart = { currency: 'RUB', lines: [{ id: 'tea', quantity: 1, unitPrice: 100_000 }] };

/** A server that takes connections and requests, and never answers. */
async function startHangingServer(shop: Shop): Promise<{ url: string; waiting(): number; gaveUp(): number }> {
  let [asked, ended] = [0, 0];
  const server = createServer((_request, response) => {
    asked += 1;
    response.on('close', () => {
      ended += 1;
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  shop.onClose(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, waiting: () => asked - ended, gaveUp: () => ended };
}

/** A shop whose providers work but for one, which hangs. Time stands still, so that what was looked up does not grow old. */
async function shopWithout(hanging: PerkKind) {
  const now = Date.now();
  const shop = await startShop({ perks: PERKS, clock: () => now });
  await shop.newPromo({ code: 'SALE10' });
  await shop.newMember({ phone: '79000000001', balance: 500 });
  const gift = await shop.newGift(30_000);
  const customerToken = await shop.perks.loyalty.customerToken('79000000001');
  const { session } = await shop.client.identify({ customerToken });

  const server = await startHangingServer(shop);
  const broken: Offer = { ...shop.offer, url: server.url, perks: [hanging], timeoutMs: CALL };
  const timing = { lease: 3 * CALL, grace: 2 * CALL };
  const { client } = await shop.another({ quoteWithin: WITHIN, ...offerPerks(broken), timing });
  const loyalty = { session, spend: 100 };
  const codes = { gift: [gift], promo: ['SALE10'], points: [] };
  const request = { cart, codes: [...codes.promo, ...codes.gift], loyalty };

  // Has the other perks looked up, so that only the one that hangs is waited for.
  const others = PERKS.filter((perk) => perk !== hanging);
  const known = { cart, codes: others.flatMap((perk) => codes[perk]), ...(hanging === 'points' ? {} : { loyalty }) };
  await until(async () => {
    const { quote } = await client.quote(known);
    const applied = quote.codes.every(({ status }) => status === 'applied');
    return applied && (hanging === 'points' || quote.loyalty?.state === 'identified');
  });
  return { client, request, server };
}

describe.each([
  ['gift', { due: 80_000, codes: ['applied', 'discount_code_unavailable'], points: 'identified' }],
  ['promo', { due: 60_000, codes: ['discount_code_unavailable', 'applied'], points: 'identified' }],
  ['points', { due: 60_000, codes: ['applied', 'applied'], points: 'unavailable' }],
] as const)('while the provider of %s hangs', (hanging, left) => {
  it('the quote answers in time, marks that perk and no other, and the order can be placed', async () => {
    const { client, request, server } = await shopWithout(hanging);
    for (let time = 0; time < 2; time += 1) {
      const { quote } = await client.quote(request);
      expect(quote.codes.map(({ status, reason }) => reason ?? status)).toEqual(left.codes);
      expect([quote.loyalty?.state, quote.amountDue]).toEqual([left.points, left.due]);
    }

    const { token } = await client.quote(request);
    const order = await client.reserve(randomUUID(), { cart, token });
    expect(order).toMatchObject({ state: 'reserved', amountDue: left.due });
    // All of this was answered while the provider was still being waited for.
    expect(server.waiting()).toBeGreaterThan(0);
    expect(server.gaveUp()).toBe(0);
  });
});

/** For how long a provider in trouble is left alone, ms. */
const PAUSE = 60_000;

describe('while a provider fails', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('quotes stop asking it after a few failures, and soon try again', async () => {
    // The pause is over when the test says so.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const shop = await startShop({ perks: PERKS, guarding: { failures: 3, pause: PAUSE } });
    const gift = await shop.newGift(30_000);
    shop.proxy.faults = (call) => (call === 'check' ? { status: 503 } : undefined);
    const reasons = [];
    for (let time = 0; time < 6; time += 1) {
      const { quote } = await shop.client.quote({ cart, codes: [gift] });
      reasons.push(quote.codes[0]?.reason);
    }
    expect(reasons).toEqual(Array.from({ length: 6 }, () => 'discount_code_unavailable'));
    expect(shop.proxy.count('check')).toBe(3);

    shop.proxy.faults = () => undefined;
    const answered = async () => (await shop.client.quote({ cart, codes: [gift] })).quote.codes[0];
    vi.setSystemTime(Date.now() + PAUSE - 1);
    expect(await answered()).toMatchObject({ reason: 'discount_code_unavailable' });
    vi.setSystemTime(Date.now() + 1);
    expect(await answered()).toMatchObject({ status: 'applied' });
  });
});
