import { randomUUID } from 'node:crypto';
import type { Cart, Order } from '@checkout-perks/core/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectBooksAgree } from './expect-books-agree.ts';
import { BALANCE, cartOf, openShop, type Shop, startShop } from './start-shop.ts';

let shop: Shop;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ shop, close } = await openShop());
});
afterAll(async () => {
  await expectBooksAgree(shop.journal, await shop.books());
  await close();
});

/** Quotes, reserves with the token, and commits. */
async function buy(cart: Cart, codes: string[], id: string = randomUUID()): Promise<Order> {
  const { token } = await shop.client.quote({ cart, codes });
  await shop.client.reserve(id, { cart, token });
  return shop.client.commit(id);
}

/** What a quote says of one code, but for the code's own end. */
async function judged(code: string) {
  const { json } = await shop.call('POST', '/quote', { cart: cartOf(1000), codes: [code] });
  const { id: _, expiresAt: __, codes, ...rest } = json.quote;
  return { ...rest, codes: codes.map(({ code: ___, ...answer }) => answer) };
}

async function statusOf(code: string): Promise<string | undefined> {
  return (await shop.books()).codes.find((one) => one.code === code)?.status;
}

describe('an order', () => {
  it('uses a smaller code up and leaves the rest to pay', async () => {
    const code = await shop.newGift(50_000);
    const order = await buy(cartOf(130_000), [code]);
    expect(order).toMatchObject({ state: 'committed', total: 130_000, amountDue: 80_000, returned: [] });
    expect(order.gifts).toEqual([{ code: `••••${code.slice(-4)}`, amount: 50_000, faceValue: 50_000 }]);
    expect(await statusOf(code)).toBe('activated');
  });

  it('gives what is left of a larger code as a new one, which pays the next order', async () => {
    const code = await shop.newGift(200_000);
    const order = await buy(cartOf(130_000), [code]);
    expect(order).toMatchObject({ state: 'committed', amountDue: 0 });
    const remainder = order.gifts[0]?.remainder;
    expect(remainder).toMatchObject({ amount: 70_000, currency: 'RUB', status: 'issued' });

    const second = await buy(cartOf(70_000), [remainder?.code ?? '']);
    expect(second).toMatchObject({ state: 'committed', amountDue: 0 });
    expect(second.gifts[0]?.remainder).toBeUndefined();
  });

  it('has a used code refused just like one that never was', async () => {
    const code = await shop.newGift(50_000);
    await buy(cartOf(50_000), [code]);
    // A quote may go by what was said of a code a moment ago.
    shop.time.ahead = 2000;
    const used = await judged(code);
    shop.time.ahead = 0;
    expect(used).toEqual(await judged(`NEVER${randomUUID().replaceAll('-', '').slice(0, 15)}`));
    expect(used.codes).toEqual([{ kind: 'gift', status: 'rejected', reason: 'discount_code_invalid' }]);

    const body = { cart: cartOf(1000), codes: [code] };
    const { status, json } = await shop.call('PUT', `/orders/${randomUUID()}`, body);
    expect([status, json.code]).toEqual([409, 'PERK_REJECTED']);
  });

  it('gives a new code that is good as long as the old one, but no less than thirty days', async () => {
    const day = 24 * 3600;
    for (const [days, least] of [
      [1, 30],
      [100, 100],
    ] as const) {
      const code = await shop.newGift(50_000, days * day);
      const bought = Date.now();
      const order = await buy(cartOf(30_000), [code]);
      const ends = Date.parse(order.gifts[0]?.remainder?.expiresAt ?? '');
      // Each has a lifetime of its own, up to a day longer than asked for. The old code is a moment older than the purchase.
      expect((ends - bought) / 1000).toBeGreaterThan(least * day - 60);
      expect((ends - Date.now()) / 1000).toBeLessThanOrEqual((least + 1) * day);
    }
  });

  it('gives a new code for one of the longest life also by a clock that is behind the provider’s', async () => {
    const own = await startShop({ clock: () => Date.now() - 3600_000 });
    const code = await own.newGift(50_000, 5 * 365 * 24 * 3600);
    await own.client.reserve('o1', { cart: cartOf(30_000), codes: [code] });
    expect(await own.client.commit('o1')).toMatchObject({ gifts: [{ remainder: { status: 'issued' } }] });
  });

  it('takes several codes in the order typed', async () => {
    const codes = [await shop.newGift(10_000), await shop.newGift(20_000), await shop.newGift(30_000)];
    const order = await buy(cartOf(45_000), codes);
    expect(order.gifts.map(({ amount, faceValue }) => [amount, faceValue])).toEqual([
      [10_000, 10_000],
      [20_000, 20_000],
      [15_000, 30_000],
    ]);
    expect(order.gifts.map(({ remainder }) => remainder?.amount)).toEqual([undefined, undefined, 15_000]);
    for (const code of codes) expect(await statusOf(code)).toBe('activated');
  });

  it('needs no code at all', async () => {
    const calls = shop.proxy.count('activate') + shop.proxy.count('check') + shop.proxy.count('operations');
    const order = await buy(cartOf(45_000), []);
    expect(order).toMatchObject({ state: 'committed', amountDue: 45_000, gifts: [] });
    expect(await shop.client.refund(order.orderId)).toMatchObject({ state: 'refunded', returned: [] });
    expect(shop.proxy.count('activate') + shop.proxy.count('check') + shop.proxy.count('operations')).toBe(calls);
  });

  it('is refunded by a new code for what the old one paid, not for what was returned before', async () => {
    const code = await shop.newGift(200_000);
    const { orderId } = await buy(cartOf(130_000), [code]);
    const order = await shop.client.refund(orderId);
    expect(order.state).toBe('refunded');
    expect(order.returned).toMatchObject([{ amount: 130_000, status: 'issued' }]);
    expect(order.gifts[0]?.remainder).toMatchObject({ amount: 70_000, status: 'issued' });
    const back = order.returned[0]?.code ?? '';
    expect(await buy(cartOf(130_000), [back])).toMatchObject({ state: 'committed', amountDue: 0 });
  });

  it('frees its codes when it is cancelled', async () => {
    const code = await shop.newGift(50_000);
    const id = randomUUID();
    await shop.client.reserve(id, { cart: cartOf(50_000), codes: [code] });
    expect(await shop.client.cancel(id)).toMatchObject({ state: 'cancelled' });
    expect(await statusOf(code)).toBe('active');
    expect(await buy(cartOf(50_000), [code])).toMatchObject({ state: 'committed' });
  });

  it('is read back as it is', async () => {
    const code = await shop.newGift(50_000);
    const order = await buy(cartOf(50_000), [code]);
    expect(await shop.client.order(order.orderId)).toEqual(order);
    expect(await shop.perks.orders.get(order.orderId)).toEqual(order);
  });

  it('shows when its reservation ends, and the quote as the shopper saw it', async () => {
    const code = await shop.newGift(50_000);
    const cart = cartOf(60_000);
    const { quote, token } = await shop.client.quote({ cart, codes: [code] });
    const order = await shop.client.reserve(randomUUID(), { cart, token });
    expect(order.quote).toEqual({ ...quote, provisional: false, id: order.quote.id, expiresAt: order.quote.expiresAt });
    expect(Date.parse(order.expiresAt ?? '') - Date.parse(order.createdAt)).toBe(30 * 60_000);
    await shop.client.cancel(order.orderId);
  });

  it('takes a code over from an abandoned cart, which can then not be committed', async () => {
    const code = await shop.newGift(50_000);
    const [first, second] = [randomUUID(), randomUUID()];
    const request = { cart: cartOf(50_000), codes: [code] };
    await shop.client.reserve(first, request);
    await shop.client.reserve(second, request);

    const lost = await shop.call('POST', `/orders/${first}/commit`);
    expect([lost.status, lost.json.code, lost.json.detail]).toEqual([409, 'ORDER_DECLINED', 'PERK_IN_USE']);
    expect(lost.json.order).toMatchObject({ state: 'declined', returned: [] });
    expect(await shop.client.commit(second)).toMatchObject({ state: 'committed' });
  });

  it('keeps its code while it is committing, whoever else presents it', async () => {
    const code = await shop.newGift(50_000);
    const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()];
    const request = { cart: cartOf(50_000), codes: [code] };
    await shop.client.reserve(first, request);
    const held = shop.proxy.hold('operations', 'before');
    const committing = shop.client.commit(first);
    await held.reached;

    await expect(shop.client.reserve(second, request)).rejects.toMatchObject({ code: 'PERK_IN_USE' });
    await expect(shop.client.order(second)).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND' });
    const late = await shop.call('PUT', `/orders/${third}`, request);
    expect([late.status, late.json.code]).toEqual([409, 'PERK_IN_USE']);
    held.release();
    expect(await committing).toMatchObject({ state: 'committed' });
  });

  it('moves just the money that it should', async () => {
    const own = await startShop();
    const code = await own.newGift(200_000);
    const balance = async () => (await own.books()).balance;
    expect(await balance()).toBe(BALANCE - 200_000);
    await own.client.reserve('o1', { cart: cartOf(130_000), codes: [code] });
    expect(await balance()).toBe(BALANCE - 200_000);
    await own.client.commit('o1');
    expect(await balance()).toBe(BALANCE - 70_000);
    await own.client.refund('o1');
    expect(await balance()).toBe(BALANCE - 200_000);
  });
});

describe('an order whose reservation runs out', () => {
  it('can no longer be committed, frees its codes, and stays as it is when cancelled', async () => {
    const own = await startShop({ timing: { reserveFor: 60_000 } });
    const code = await own.newGift(50_000);
    const request = { cart: cartOf(50_000), codes: [code] };
    await own.client.reserve('o1', request);
    own.time.ahead = 59_000;
    expect(await own.perks.recover()).toMatchObject({ expired: 0 });

    own.time.ahead = 60_001;
    const late = await own.call('POST', '/orders/o1/commit');
    expect([late.status, late.json.code, late.json.order?.state]).toEqual([409, 'ORDER_EXPIRED', 'expired']);
    expect(await own.client.cancel('o1')).toMatchObject({ state: 'expired' });
    expect(await own.journal.read.selectFrom('perks_lock').selectAll().execute()).toEqual([]);
    await own.client.reserve('o2', request);
    expect(await own.client.commit('o2')).toMatchObject({ state: 'committed' });
    await expectBooksAgree(own.journal, await own.books());
  });

  it('is let go by recovery', async () => {
    const own = await startShop({ timing: { reserveFor: 60_000 } });
    const code = await own.newGift(50_000);
    await own.client.reserve('o1', { cart: cartOf(50_000), codes: [code] });
    await own.client.reserve('o2', { cart: cartOf(50_000), codes: [] });
    await own.client.commit('o2');
    own.time.ahead = 60_001;
    expect(await own.perks.recover()).toEqual({ expired: 1, worked: 0, failed: 0 });
    expect(await own.perks.recover()).toEqual({ expired: 0, worked: 0, failed: 0 });
    expect(await own.client.order('o1')).toMatchObject({ state: 'expired' });
    await expectBooksAgree(own.journal, await own.books());
  });
});
