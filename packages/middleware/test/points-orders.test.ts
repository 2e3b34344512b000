import { expectNoSecrets } from '@checkout-perks/test-kit/secrets';
import { describe, expect, it } from 'vitest';
import { goodsOf, loggedIn, reservePoints } from './place-order.ts';
import { startShop } from './start-shop.ts';

const all = { perks: ['gift', 'promo', 'points'] } as const;

describe('an order with a promo, points and a gift code', () => {
  it('holds them, then spends them, in one go', async () => {
    const shop = await startShop(all);
    const member = await loggedIn(shop, 500);
    await shop.newPromo({ code: 'SALE10' });
    const code = await shop.newGift(50_000);
    const request = {
      cart: goodsOf(100_000, 30_000),
      codes: ['sale10', code],
      loyalty: { session: member.session, spend: 300 },
    };
    const reserved = await shop.client.reserve('o1', request);
    expect(reserved).toMatchObject({
      state: 'reserved',
      total: 90_000,
      amountDue: 40_000,
      promos: [{ code: 'SALE10', amount: 10_000 }],
      points: { spend: 300, amount: 30_000, status: 'held' },
    });
    expect(await shop.control.loyalClient.member(member.memberId)).toMatchObject({ balance: 500, free: 200 });
    expect(await shop.client.reserve('o1', request)).toEqual(reserved);

    expect(await shop.client.commit('o1')).toMatchObject({ state: 'committed', points: { status: 'spent' } });
    const { balance, free, operations, holds } = await shop.control.loyalClient.member(member.memberId);
    expect([balance, free, operations.length, holds.length]).toEqual([200, 200, 1, 1]);
    expect(operations[0]).toMatchObject({ amount: 900, spend: 300 });
  });

  it('brings points when none are spent, after it is committed', async () => {
    const shop = await startShop(all);
    const member = await loggedIn(shop, 500);
    expect(await reservePoints(shop, 'o1', member, 0)).toMatchObject({
      state: 'reserved',
      points: { spend: 0, earn: 100, status: 'owed' },
    });
    await shop.client.commit('o1');
    await shop.recovered();
    expect(await shop.client.order('o1')).toMatchObject({
      state: 'committed',
      points: { earn: 100, status: 'earned' },
    });
    expect(await shop.control.loyalClient.member(member.memberId)).toMatchObject({ balance: 600, free: 600 });
  });

  it('lets the points go on cancel', async () => {
    const shop = await startShop(all);
    const member = await loggedIn(shop, 500);
    await reservePoints(shop, 'o1', member, 'max');
    expect(await shop.client.cancel('o1')).toMatchObject({ state: 'cancelled', points: { status: 'released' } });
    expect(await shop.control.loyalClient.member(member.memberId)).toMatchObject({ balance: 500, free: 500 });
  });
});

describe('a price that is better than the one that was quoted', () => {
  const cart = goodsOf(100_000, 30_000);
  const cheaper = { ...cart, lines: [{ id: 'tea', quantity: 1, unitPrice: 90_000 }] };

  it('is taken where the shop says so, for the same things', async () => {
    const shop = await startShop(all);
    await shop.newPromo({ code: 'SALE10' });
    const member = await loggedIn(shop, 500);
    const code = await shop.newGift(20_000);
    const loyalty = { session: member.session, spend: 300 };
    const { token } = await shop.client.quote({ cart, codes: ['SALE10', code], loyalty });
    const reserve = (id: string, cart: object, more: object) =>
      shop.call('PUT', `/orders/${id}`, { cart, token, ...more });

    expect((await reserve('o1', cheaper, {})).json.code).toBe('QUOTE_CHANGED');
    const fewer = { ...cart, delivery: undefined };
    expect((await reserve('o1', fewer, { acceptBetter: true })).json.code).toBe('QUOTE_CHANGED');
    const dearer = { ...cart, lines: [{ id: 'tea', quantity: 1, unitPrice: 100_001 }] };
    expect((await reserve('o1', dearer, { acceptBetter: true })).json.code).toBe('QUOTE_CHANGED');
    const { status, json } = await reserve('o1', cheaper, { acceptBetter: true });
    expect([status, json.total]).toEqual([200, 81_000]);
  });

  it('is not taken when a code that was applied no longer is', async () => {
    const shop = await startShop(all);
    await shop.newPromo({ code: 'ONE', quantity_limit_is_enabled: true, quantity_limit: 1 });
    const { token } = await shop.client.quote({ cart, codes: ['ONE'] });
    await shop.client.reserve('o1', { cart, codes: ['ONE'] });
    const lower = { ...cart, lines: [{ id: 'tea', quantity: 1, unitPrice: 10_000 }] };
    const { json } = await shop.call('PUT', '/orders/o2', { cart: lower, token, acceptBetter: true });
    expect(json.code).toBe('QUOTE_CHANGED');
  });
});

describe('points that are asked for and cannot all be spent', () => {
  it('are refused with a quote of what can be', async () => {
    const shop = await startShop(all);
    const member = await loggedIn(shop, 200);
    const ask = (spend: number, session: string) =>
      shop.call('PUT', '/orders/o1', { cart: goodsOf(100_000), codes: [], loyalty: { session, spend } });
    const { json } = await ask(300, member.session);
    expect([json.code, json.quote.loyalty?.spend]).toEqual(['QUOTE_CHANGED', 200]);

    // A phone alone spends nothing.
    const typed = await shop.call('POST', '/loyalty/identify', { search: member.phone });
    const { session } = typed.json as unknown as { session: string };
    const refused = await ask(100, session);
    expect([refused.json.code, refused.json.quote.loyalty?.spend]).toEqual(['QUOTE_CHANGED', 0]);
    expect((await ask(0, session)).json).toMatchObject({ state: 'reserved', points: { spend: 0, status: 'owed' } });
    await shop.client.commit('o1');
    await shop.recovered();
    expect(await shop.client.order('o1')).toMatchObject({ points: { earn: 100, status: 'earned' } });
    expect(await shop.control.loyalClient.member(member.memberId)).toMatchObject({ balance: 300 });
  });
});

describe('a repeat of a reservation', () => {
  it('is one only with the same member, points and customer', async () => {
    const shop = await startShop(all);
    const member = await loggedIn(shop, 500);
    const other = await loggedIn(shop, 500);
    const request = { cart: goodsOf(100_000), codes: [], loyalty: { session: member.session, spend: 100 } };
    const reserve = (change: object) => shop.call('PUT', '/orders/o1', { ...request, ...change });
    const first = await reserve({ customer: '+7 912 345-67-89' });
    expect(first.status).toBe(200);
    expect((await reserve({ customer: '89123456789' })).json).toEqual(first.json);
    for (const change of [
      {},
      { customer: '89123456780' },
      { customer: '89123456789', loyalty: { session: member.session, spend: 101 } },
      { customer: '89123456789', loyalty: { session: other.session, spend: 100 } },
      { customer: '89123456789', loyalty: undefined },
    ]) {
      expect((await reserve(change)).json.code).toBe('ORDER_CONFLICT');
    }
    expect(shop.proxy.count('hold')).toBe(1);
  });
});

describe('the journal', () => {
  it('keeps no phone, no name, and no id that it could be searched with', async () => {
    const shop = await startShop(all);
    await shop.newPromo({ code: 'HELLO', personal_limit_is_enabled: true });
    const member = await loggedIn(shop, 500);
    await shop.client.reserve('o1', {
      cart: goodsOf(100_000),
      codes: ['HELLO'],
      loyalty: { session: member.session, spend: 100 },
      customer: 'Anna@example.com',
    });
    await shop.client.commit('o1');
    await shop.recovered();
    const tables = ['perks_order', 'perks_effect', 'perks_promo_use', 'perks_promo_person', 'perks_serial'] as const;
    let kept = '';
    for (const table of tables) kept += JSON.stringify(await shop.journal.read.selectFrom(table).selectAll().execute());
    const { holds } = await shop.control.loyalClient.member(member.memberId);
    const hold = holds[0]?.id ?? expect.unreachable();
    const customer = 'anna@example.com';
    const secrets = [member.phone, member.phone.slice(-8), member.memberId, customer, hold];
    expectNoSecrets(
      kept.toLowerCase(),
      secrets.map((secret) => secret.toLowerCase()),
    );
    const order = await shop.client.order('o1');
    expectNoSecrets(JSON.stringify(order), secrets);
    // Elsewhere a hint shows the last two digits of the phone.
    expect(order.quote.loyalty).toEqual({ state: 'identified', hint: '', spend: 100, amount: 10_000, earn: 0 });
  });
});
