import { randomUUID } from 'node:crypto';
import type { Cart } from '@checkout-perks/core/contract';
import { describe, expect, it } from 'vitest';
import { cartOf, startShop } from './start-shop.ts';

const cart = cartOf(60_000);

describe('a quote for a cart that the shop knows', () => {
  it('is made of the shop’s own prices, and so not provisional', async () => {
    const asked: unknown[] = [];
    const resolveCart = async (request: Request, cartId: string) => {
      asked.push([request.headers.get('x-shop-session'), cartId]);
      return cartId === 'c1' ? cart : undefined;
    };
    const shop = await startShop({ resolveCart });
    const answer = await shop.call('POST', '/quote', { cartId: 'c1', codes: [] }, { 'x-shop-session': 's1' });
    expect(answer.json.quote).toMatchObject({ total: 60_000, provisional: false });
    expect(asked).toEqual([['s1', 'c1']]);
    const order = await shop.client.reserve(randomUUID(), { cart, token: answer.json.token });
    expect(order.total).toBe(60_000);

    const { quote } = await shop.client.quote({ cart, codes: [] });
    expect(quote.provisional).toBe(true);
    expect(asked).toHaveLength(1);
  });

  it('is looked up with the request as it came, over HTTP and by fetch', async () => {
    const seen: Request[] = [];
    const resolveCart = async (request: Request) => {
      seen.push(request);
      return cart;
    };
    const shop = await startShop({ resolveCart });
    const headers = { 'content-type': 'application/json', cookie: 'cart=c1; theme=dark' };
    const body = JSON.stringify({ cartId: 'c1', codes: [] });
    const { host } = new URL(shop.url);
    await fetch(`${shop.url}/quote?v=1`, { method: 'POST', headers, body });
    await shop.perks.fetch(new Request(`http://${host}/perks/v1/quote?v=1`, { method: 'POST', headers, body }));
    expect(seen).toHaveLength(2);
    for (const request of seen) {
      expect(request).toBeInstanceOf(Request);
      expect([request.method, request.url]).toEqual(['POST', `http://${host}/perks/v1/quote?v=1`]);
    }
    expect(seen[0]?.headers.get('cookie')).toBe('cart=c1; theme=dark');
  });

  it('is refused when the shop knows no such cart, or looks none up', async () => {
    const resolveCart = async () => undefined;
    for (const shop of [await startShop({ resolveCart }), await startShop()]) {
      const { status, json } = await shop.call('POST', '/quote', { cartId: 'c2', codes: ['WRONG123'] });
      expect([status, json.code]).toEqual([404, 'CART_NOT_FOUND']);
      expect(shop.mishaps).toEqual([]);
      expect(shop.proxy.count('check')).toBe(0);
    }
  });

  it('is our fault, and reported, when the shop gives no cart or fails', async () => {
    const broken = [{ ...cart, lines: [] }, 'cart', { ...cart, lines: [{ id: 'tea', quantity: 1, unitPrice: 0.5 }] }];
    for (const given of broken) {
      const shop = await startShop({ resolveCart: async () => given as Cart });
      const { status, json } = await shop.call('POST', '/quote', { cartId: 'c1', codes: [] });
      expect([status, json.code]).toEqual([500, 'CONFIGURATION']);
      expect(shop.mishaps).toMatchObject([{ code: 'CONFIGURATION' }]);
    }
    const failing = await startShop({ resolveCart: () => Promise.reject(new Error('no database')) });
    const { status, json } = await failing.call('POST', '/quote', { cartId: 'c1', codes: [] });
    expect([status, json.code]).toEqual([500, 'INTERNAL']);
  });

  it('comes with one of both, a cart or its name', async () => {
    const shop = await startShop({ resolveCart: async () => cart });
    for (const body of [{ codes: [] }, { cart, cartId: 'c1', codes: [] }, { cartId: '', codes: [] }]) {
      expect((await shop.call('POST', '/quote', body)).status).toBe(422);
    }
  });
});
