import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectBooksAgree } from './expect-books-agree.ts';
import { API_KEY, cartOf, openShop, SECRET, type Shop, startShop } from './start-shop.ts';

let shop: Shop;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ shop, close } = await openShop());
});
afterAll(async () => {
  await expectBooksAgree(shop.journal, await shop.books());
  await close();
});

const cart = cartOf(60_000);

async function deactivate(code: string): Promise<void> {
  await fetch(`${shop.issuer}/api/v1/codes/${code}`, { method: 'DELETE', headers: { 'x-api-key': API_KEY } });
}

describe('a quote token', () => {
  it('stands for its own cart and no other: the new price is shown, and its token is good', async () => {
    const code = await shop.newGift(50_000);
    const { token } = await shop.client.quote({ cart, codes: [code] });
    const id = randomUUID();
    const dearer = cartOf(70_000);
    const changed = await shop.call('PUT', `/orders/${id}`, { cart: dearer, token });
    expect([changed.status, changed.json.code]).toEqual([409, 'QUOTE_CHANGED']);
    expect(changed.json.quote).toMatchObject({ total: 70_000, amountDue: 20_000, provisional: false });
    await expect(shop.client.order(id)).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND' });

    const order = await shop.client.reserve(id, { cart: dearer, token: changed.json.token });
    expect(order).toMatchObject({ state: 'reserved', total: 70_000, amountDue: 20_000 });
    await shop.client.cancel(id);
  });

  it('is refused for a cart of the same sum with other things in it', async () => {
    const { token } = await shop.client.quote({ cart, codes: [] });
    const other = { currency: 'RUB', lines: [{ id: 'gold', quantity: 1, unitPrice: 60_000 }] };
    await expect(shop.client.reserve(randomUUID(), { cart: other, token })).rejects.toMatchObject({
      code: 'QUOTE_CHANGED',
    });
  });

  it('is refused with the new sum when a code was spent meanwhile', async () => {
    const [code, other] = [await shop.newGift(50_000), await shop.newGift(5000)];
    const { token } = await shop.client.quote({ cart, codes: [code, other] });
    await deactivate(code);
    const id = randomUUID();
    const changed = await shop.call('PUT', `/orders/${id}`, { cart, token });
    expect([changed.status, changed.json.code]).toEqual([409, 'QUOTE_CHANGED']);
    expect(changed.json.quote.amountDue).toBe(55_000);
    expect(changed.json.quote.codes.map(({ status, reason }) => reason ?? status)).toEqual([
      'discount_code_invalid',
      'applied',
    ]);
    expect(await shop.client.reserve(id, { cart, token: changed.json.token })).toMatchObject({ amountDue: 55_000 });
    await shop.client.cancel(id);
  });

  it('is refused with the new sum when a code turns out to be worth another', async () => {
    const code = await shop.newGift(50_000);
    const { token } = await shop.client.quote({ cart, codes: [code] });
    const less = '{"exists":true,"is_valid":true,"amount":400,"currency_code":"RUB","status":"active"}';
    shop.proxy.next('check', { status: 200, body: less });
    const changed = await shop.call('PUT', `/orders/${randomUUID()}`, { cart, token });
    expect([changed.status, changed.json.code]).toEqual([409, 'QUOTE_CHANGED']);
    expect(changed.json.quote.amountDue).toBe(20_000);
  });

  it('stands for the codes that paid: one that was rejected does not come back', async () => {
    const code = await shop.newGift(50_000);
    const { token } = await shop.client.quote({ cart, codes: ['WRONGCODE123', code] });
    const id = randomUUID();
    expect((await shop.client.reserve(id, { cart, token })).gifts).toHaveLength(1);
    await shop.client.cancel(id);
  });

  it('is refused when it is not ours', async () => {
    const id = randomUUID();
    for (const token of ['x', 'a.b.c.d.e', 'eyJhbGciOiJub25lIn0.e30.']) {
      const { status, json } = await shop.call('PUT', `/orders/${id}`, { cart, token });
      expect([status, json.code]).toEqual([422, 'QUOTE_INVALID']);
    }
    const stranger = await startShop({ secret: 'the-secret-of-quite-another-shop-here' });
    const { token } = await stranger.client.quote({ cart, codes: [] });
    await expect(shop.client.reserve(id, { cart, token })).rejects.toMatchObject({ code: 'QUOTE_INVALID' });
  });

  it('is too old after its time, and brings what holds now', async () => {
    const own = await startShop({ quoteFor: 60_000 });
    const code = await own.newGift(50_000);
    const { token } = await own.client.quote({ cart, codes: [code] });
    own.time.ahead = 61_000;
    const expired = await own.call('PUT', '/orders/o1', { cart, token });
    expect([expired.status, expired.json.code]).toEqual([409, 'QUOTE_EXPIRED']);
    expect(expired.json.quote.amountDue).toBe(10_000);
    const order = await own.client.reserve('o1', { cart, token: expired.json.token });
    expect(order.state).toBe('reserved');

    own.time.ahead += 120_000;
    expect(await own.client.reserve('o1', { cart, token: expired.json.token })).toEqual(order);
  });

  it('and its order outlive a change of the secret', async () => {
    const code = await shop.newGift(50_000);
    const id = randomUUID();
    const request = { cart, codes: [code] };
    const order = await shop.client.reserve(id, request);
    const { token } = await shop.client.quote({ cart, codes: [code] });

    const changed = { secret: 'the-new-secret-of-the-shop-under-test', previousSecrets: [SECRET] };
    const { client } = await shop.another(changed);
    expect(await client.reserve(id, request)).toEqual(order);
    expect(await client.reserve(id, { cart, token })).toEqual(order);
    await expect(client.reserve(id, { cart: cartOf(1), codes: [code] })).rejects.toMatchObject({
      code: 'ORDER_CONFLICT',
    });

    const other = randomUUID();
    await client.reserve(other, request);
    await expect(client.commit(id)).rejects.toMatchObject({ code: 'ORDER_DECLINED' });
    expect(await client.commit(other)).toMatchObject({ state: 'committed' });
  });
});

describe('codes in place of a token', () => {
  it('are refused with the quote that shows which cannot be used', async () => {
    const code = await shop.newGift(50_000);
    const id = randomUUID();
    const refused = await shop.call('PUT', `/orders/${id}`, { cart, codes: ['WRONGCODE123', code] });
    expect([refused.status, refused.json.code]).toEqual([409, 'PERK_REJECTED']);
    expect(refused.json.quote.codes.map(({ status }) => status)).toEqual(['rejected', 'applied']);
    const order = await shop.client.reserve(id, { cart, token: refused.json.token });
    expect(order.gifts).toHaveLength(1);
    await shop.client.cancel(id);
  });

  it('may be five on one order; the sixth is refused', async () => {
    const codes = await Promise.all(Array.from({ length: 6 }, () => shop.newGift(5000)));
    const { quote } = await shop.client.quote({ cart, codes });
    expect(quote.codes.map(({ reason }) => reason)).toEqual([
      ...Array.from({ length: 5 }),
      'discount_code_combination_disallowed',
    ]);
    const id = randomUUID();
    await expect(shop.client.reserve(id, { cart, codes })).rejects.toMatchObject({ code: 'PERK_REJECTED' });
    expect((await shop.client.reserve(id, { cart, codes: codes.slice(1) })).gifts).toHaveLength(5);
    expect(await shop.client.commit(id)).toMatchObject({ state: 'committed', amountDue: 35_000 });
  });

  it('are refused in a currency that is not the cart’s', async () => {
    const own = await startShop({ currency: 'EUR' });
    const code = await own.newGift(50_000);
    const { quote } = await own.client.quote({ cart: cartOf(60_000, 'EUR'), codes: [code] });
    expect(quote.codes).toMatchObject([{ status: 'rejected', reason: 'discount_code_currency_mismatch' }]);
    expect(quote.amountDue).toBe(60_000);
  });
});
