import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PerkKind } from '@checkout-perks/core/perks';
import { describe, expect, it } from 'vitest';
import { type Offer, offerPerks } from './offer-perks.ts';
import { type Shop, startShop } from './start-shop.ts';

const PERKS = ['gift', 'promo', 'points'] as const;
const WITHIN = 2000;
const cart = { currency: 'RUB', lines: [{ id: 'tea', quantity: 1, unitPrice: 100_000 }] };

/** A server that takes connections and requests, and never answers. */
async function startHangingServer(shop: Shop): Promise<string> {
  const server = createServer(() => {});
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  shop.onClose(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A shop whose providers work but for one, which hangs. */
async function shopWithout(hanging: PerkKind) {
  const shop = await startShop({ perks: PERKS });
  await shop.newPromo({ code: 'SALE10' });
  await shop.newMember({ phone: '79000000001', balance: 500 });
  const gift = await shop.newGift(30_000);
  const customerToken = await shop.perks.loyalty.customerToken('79000000001');
  const { session } = await shop.client.identify({ customerToken });

  const url = await startHangingServer(shop);
  const broken: Offer = { ...shop.offer, url, perks: [hanging] };
  const { client } = await shop.another({ quoteWithin: WITHIN, ...offerPerks(broken) });
  const request = { cart, codes: ['SALE10', gift], loyalty: { session, spend: 100 } };
  const quote = async () => {
    const from = performance.now();
    const { quote, token } = await client.quote(request);
    return { took: performance.now() - from, quote, token };
  };
  return { shop, client, quote };
}

describe.each([
  ['gift', { due: 80_000, codes: ['applied', 'discount_code_unavailable'], points: 'identified' }],
  ['promo', { due: 60_000, codes: ['discount_code_unavailable', 'applied'], points: 'identified' }],
  ['points', { due: 60_000, codes: ['applied', 'applied'], points: 'unavailable' }],
] as const)('while the provider of %s hangs', (hanging, left) => {
  it('the quote answers in time, marks that perk and no other, and the order can be placed', async () => {
    const { client, quote } = await shopWithout(hanging);
    for (let time = 0; time < 2; time += 1) {
      const { took, quote: answer } = await quote();
      expect(took).toBeLessThan(WITHIN + 1000);
      expect(answer.codes.map(({ status, reason }) => reason ?? status)).toEqual(left.codes);
      expect([answer.loyalty?.state, answer.amountDue]).toEqual([left.points, left.due]);
    }

    const { token } = await quote();
    const from = performance.now();
    const order = await client.reserve(randomUUID(), { cart, token });
    expect(order).toMatchObject({ state: 'reserved', amountDue: left.due });
    // It waits no longer for what it does not take.
    expect(performance.now() - from).toBeLessThan(WITHIN + 1000);
  });
});

describe('while a provider refuses connections', () => {
  it('quotes stop asking it after a few failures, and soon try again', async () => {
    const shop = await startShop({ perks: PERKS, guarding: { failures: 3, pause: 300 } });
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
    const applied = async () => (await shop.client.quote({ cart, codes: [gift] })).quote.codes[0]?.status;
    await expect.poll(applied, { timeout: 2000 }).toBe('applied');
  });
});
