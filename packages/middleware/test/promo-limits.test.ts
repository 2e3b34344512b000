import { describe, expect, it } from 'vitest';
import { commitOrder } from './commit-order.ts';
import { MOTTOR } from './offer-perks.ts';
import { goodsOf, loggedIn } from './place-order.ts';
import { type Shop, startShop } from './start-shop.ts';

const promoShop = { perks: ['gift', 'promo', 'points'] } as const;

interface Refused {
  code: string;
  reasons: (string | undefined)[];
  quote: { total: number };
  token: string;
}

/** Reserves an order of 1000.00 with a promo, and says what came of it. */
async function take(shop: Shop, id: string, code: string, more: object = {}): Promise<Refused | 'reserved'> {
  const { status, json } = await shop.call('PUT', `/orders/${id}`, { cart: goodsOf(100_000), codes: [code], ...more });
  if (status === 200) return 'reserved';
  const { quote, token } = json;
  return { code: json.code, reasons: quote?.codes.map(({ reason }) => reason) ?? [], quote, token };
}

async function usesOf(shop: Shop): Promise<string[]> {
  const uses = await shop.journal.read.selectFrom('perks_promo_use').select('state').execute();
  return uses.map(({ state }) => state).sort();
}

describe('a promo of a limited number of uses', () => {
  it.each([1, 7, 100])(
    'is taken by %i of those who race for it, from two instances',
    { timeout: 600_000 },
    async (limit) => {
      const shop = await startShop(promoShop);
      const other = await shop.another();
      await shop.newPromo({ code: 'FEW', quantity_limit_is_enabled: true, quantity_limit: limit });
      const racers = Math.min(limit * 3 + 5, 160);
      const spellings = ['FEW', 'few', 'F-E-W', 'АУЦ'];
      const outcomes = await Promise.all(
        Array.from({ length: racers }, async (_, index) => {
          const { client } = index % 2 ? shop : other;
          const code = spellings[index % 4] ?? 'FEW';
          try {
            await client.reserve(`o${index}`, { cart: goodsOf(100_000), codes: [code] });
            return `o${index}`;
          } catch (thrown) {
            expect((thrown as { code: string }).code).toBe('PERK_REJECTED');
            return undefined;
          }
        }),
      );
      const won = outcomes.filter((id) => id !== undefined);
      expect(won).toHaveLength(limit);
      expect(await usesOf(shop)).toEqual(won.map(() => 'held'));
      const commits = await Promise.all(won.map((id) => commitOrder(shop.client, id)));
      expect(commits.every(({ state }) => state === 'committed')).toBe(true);
      expect(await usesOf(shop)).toEqual(won.map(() => 'final'));
      expect(await take(shop, 'late', 'FEW')).toMatchObject({ reasons: ['discount_code_exhausted'] });
    },
  );

  it('is refused with a fresh quote without it, by which the order can be placed', async () => {
    const shop = await startShop(promoShop);
    await shop.newPromo({ code: 'ONCE', quantity_limit_is_enabled: true, quantity_limit: 1 });
    expect(await take(shop, 'o1', 'ONCE')).toBe('reserved');
    const refused = (await take(shop, 'o2', 'ONCE')) as Refused;
    expect(refused).toMatchObject({
      code: 'PERK_REJECTED',
      reasons: ['discount_code_exhausted'],
      quote: { total: 100_000 },
    });
    const order = await shop.client.reserve('o2', { cart: goodsOf(100_000), token: refused.token });
    expect(order).toMatchObject({ state: 'reserved', total: 100_000 });
    expect(order.promos).toBeUndefined();
  });

  it('is the same promo under another name', async () => {
    const shop = await startShop(promoShop);
    const id = await shop.newPromo({ code: 'OLD', quantity_limit_is_enabled: true, quantity_limit: 1 });
    expect(await take(shop, 'o1', 'OLD')).toBe('reserved');
    const renamed = await fetch(`${shop.issuer}/v1/promo/${id}`, {
      method: 'PUT',
      headers: {
        'content-type': 'application/json',
        'x-api-user-id': String(MOTTOR.userId),
        authorization: `Bearer ${MOTTOR.apiKey}`,
      },
      body: JSON.stringify({ code: 'NEW' }),
    });
    expect(renamed.status).toBe(200);
    shop.time.ahead += 120_000;
    expect(await take(shop, 'o2', 'NEW')).toMatchObject({ reasons: ['discount_code_exhausted'] });
  });

  it('is taken with what its provider has counted itself', async () => {
    const shop = await startShop(promoShop);
    await shop.newPromo({ code: 'FIVE', quantity_limit_is_enabled: true, quantity_limit: 5 });
    const { control } = shop;
    for (let use = 0; use < 3; use += 1) {
      await control.mottor.checkOut({ siteId: MOTTOR.siteId, code: 'FIVE', goods: 1000 });
    }
    expect(await take(shop, 'o1', 'FIVE')).toBe('reserved');
    expect(await take(shop, 'o2', 'FIVE')).toBe('reserved');
    expect(await take(shop, 'o3', 'FIVE')).toMatchObject({ reasons: ['discount_code_exhausted'] });
  });

  it.each(['cancel', 'expire', 'refund', 'decline'] as const)('can be used again after a %s', async (end) => {
    const shop = await startShop(promoShop);
    await shop.newPromo({
      code: 'ONCE',
      quantity_limit_is_enabled: true,
      quantity_limit: 1,
      personal_limit_is_enabled: true,
    });
    const gift = await shop.newGift(10_000);
    const customer = 'Anna@Example.com';
    const cart = goodsOf(100_000);
    await shop.client.reserve('o1', { cart, codes: ['ONCE', gift], customer });
    expect(await take(shop, 'o2', 'ONCE', { customer: 'other' })).toMatchObject({ code: 'PERK_REJECTED' });
    switch (end) {
      case 'cancel':
        await shop.client.cancel('o1');
        break;
      case 'expire':
        shop.time.ahead += 3_600_000;
        await shop.perks.recover();
        break;
      case 'refund':
        await shop.client.commit('o1');
        expect(await take(shop, 'o3', 'ONCE', { customer: 'other' })).toMatchObject({ code: 'PERK_REJECTED' });
        await shop.client.refund('o1');
        break;
      case 'decline':
        shop.proxy.next('activate', { status: 409 });
        await expect(shop.client.commit('o1')).rejects.toMatchObject({ code: 'ORDER_DECLINED' });
    }
    expect(await take(shop, 'o4', 'ONCE', { customer: 'anna@example.com ' })).toBe('reserved');
    expect(await usesOf(shop)).toEqual(['held', 'returned']);
  });
});

describe('a promo that is good once per person', () => {
  const once = { code: 'HELLO', personal_limit_is_enabled: true };

  it('is taken once by who names themselves, however they spell it, and by nobody without a name', async () => {
    const shop = await startShop(promoShop);
    await shop.newPromo(once);
    expect(await take(shop, 'o0', 'HELLO')).toMatchObject({
      code: 'PERK_REJECTED',
      reasons: ['discount_code_user_not_logged_in'],
    });
    expect(await take(shop, 'o1', 'HELLO', { customer: '+7 (912) 345-67-89' })).toBe('reserved');
    expect(await take(shop, 'o2', 'HELLO', { customer: '8 912 345 67 89' })).toMatchObject({
      reasons: ['discount_code_user_ineligible'],
    });
    expect(await take(shop, 'o3', 'HELLO', { customer: '79123456780' })).toBe('reserved');
  });

  it('is taken once by twenty orders of one person at once', async () => {
    const shop = await startShop(promoShop);
    const other = await shop.another();
    await shop.newPromo(once);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 ? shop : other).client
          .reserve(`o${index}`, { cart: goodsOf(100_000), codes: ['HELLO'], customer: 'anna' })
          .then(
            () => 'reserved',
            (thrown: { code: string }) => thrown.code,
          ),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'reserved')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'PERK_REJECTED')).toHaveLength(19);
  });

  it('is taken once by a member, with or without the shop naming them', async () => {
    const shop = await startShop(promoShop);
    await shop.newPromo(once);
    const { session, phone } = await loggedIn(shop, 0);
    const loyalty = { session, spend: 0 };
    expect(await take(shop, 'o1', 'HELLO', { loyalty })).toBe('reserved');
    expect(await take(shop, 'o2', 'HELLO', { loyalty, customer: 'somebody else' })).toMatchObject({
      reasons: ['discount_code_user_ineligible'],
    });
    expect(await take(shop, 'o3', 'HELLO', { customer: phone })).toMatchObject({
      reasons: ['discount_code_user_ineligible'],
    });
  });

  it('is not used up by who only types another’s phone', async () => {
    const shop = await startShop(promoShop);
    await shop.newPromo(once);
    const { phone, session } = await loggedIn(shop, 0);
    const { json } = await shop.call('POST', '/loyalty/identify', { search: phone });
    const stranger = (json as unknown as { session: string }).session;
    expect(await take(shop, 'o1', 'HELLO', { loyalty: { session: stranger, spend: 0 } })).toMatchObject({
      reasons: ['discount_code_user_not_logged_in'],
    });
    expect(await take(shop, 'o2', 'HELLO', { loyalty: { session, spend: 0 } })).toBe('reserved');
  });
});

describe('500 shoppers with one gift code', () => {
  it('are paid with it once', { timeout: 600_000 }, async () => {
    const shop = await startShop();
    const other = await shop.another();
    const code = await shop.newGift(50_000);
    const outcomes = await Promise.all(
      Array.from({ length: 500 }, async (_, index) => {
        const { orders } = (index % 2 ? shop : other).perks;
        try {
          await orders.reserve(`o${index}`, { cart: goodsOf(50_000), codes: [code] });
          return (await commitOrder(orders, `o${index}`)).state;
        } catch (thrown) {
          return (thrown as { code: string }).code;
        }
      }),
    );
    await shop.recovered();
    expect(outcomes.filter((outcome) => outcome === 'committed')).toHaveLength(1);
    expect((await shop.books()).activations).toHaveLength(1);
  });
});
