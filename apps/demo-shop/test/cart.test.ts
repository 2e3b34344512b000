import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createShopper } from './support/shopper.ts';
import { openTestShop, type TestShop } from './support/test-shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

describe('the cart', () => {
  it('adds, changes and removes', async () => {
    const shopper = createShopper(shop);
    await shopper.add('teapot');
    await shopper.add('cups', 2);
    await shopper.add('cups');
    expect((await shopper.get('/cart')).text).toContain('4 товара 8 560 ₽');

    await shopper.post('/cart/change', { product: 'cups', quantity: '3', step: '-1' });
    expect((await shopper.get('/cart')).text).toContain('3 товара 6 870 ₽');
    await shopper.post('/cart/change', { product: 'cups', quantity: '1' });
    expect((await shopper.get('/cart')).text).toContain('2 товара 5 180 ₽');

    await shopper.post('/cart/remove', { product: 'teapot' });
    await shopper.post('/cart/change', { product: 'cups', quantity: '1', step: '-1' });
    expect((await shopper.get('/cart')).text).toContain('Пока здесь пусто');
  });

  it('confirms what was added, on the page where it was added', async () => {
    const shopper = createShopper(shop);
    const added = await shopper.post('/cart/add', { product: 'honey', quantity: '1', back: '/goods/honey' });
    expect([added.status, added.location]).toEqual([303, '/goods/honey?added=honey']);
    expect((await shopper.get('/goods/honey?added=honey')).text).toContain('«Мёд липовый» в корзине');
  });

  it('is stored under a secret id that scripts cannot read', async () => {
    const shopper = createShopper(shop);
    const { headers } = await shopper.post('/cart/add', { product: 'honey', quantity: '1', back: '/' });
    const cookie = headers.getSetCookie().find((line) => line.startsWith('shop_cart=')) ?? '';
    expect(cookie).toMatch(/^shop_cart=s[\w-]{27};/);
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Lax');
  });

  it('never holds more than 99 of a thing', async () => {
    const shopper = createShopper(shop);
    await shopper.add('honey', 99);
    await shopper.add('honey', 5);
    expect((await shopper.get('/cart')).text).toContain('99 товаров');
  });

  it('takes no price from the browser', async () => {
    const shopper = createShopper(shop);
    const fields = { product: 'lamp', quantity: '1', price: '1', unitPrice: '1', back: '/' };
    await shopper.post('/cart/add', fields);
    expect((await shopper.get('/cart')).text).toContain('5 490 ₽');
  });
});

describe('bad input', () => {
  it('is answered with the allowed quantities', async () => {
    const shopper = createShopper(shop);
    for (const quantity of ['0', '-1', '1000000000', '1.5', 'many', '']) {
      const page = await shopper.post('/cart/add', { product: 'teapot', quantity, back: '/' });
      expect([quantity, page.status]).toEqual([quantity, 422]);
      expect(page.text).toContain('от 1 до 99');
    }
    expect((await shopper.get('/cart')).text).toContain('Пока здесь пусто');
  });

  it('changes nothing in a cart', async () => {
    const shopper = createShopper(shop);
    await shopper.add('teapot', 2);
    for (const quantity of ['-1', '1000000000', 'rubbish', '99']) {
      const step: Record<string, string> = quantity === '99' ? { step: '1' } : {};
      const page = await shopper.post('/cart/change', { product: 'teapot', quantity, ...step });
      expect([quantity, page.status]).toEqual([quantity, 422]);
    }
    expect((await shopper.get('/cart')).text).toContain('6 980 ₽');
  });

  it('is refused if the product is unknown or the body is not a form', async () => {
    const shopper = createShopper(shop);
    expect((await shopper.post('/cart/add', { product: 'dragon', quantity: '1' })).status).toBe(404);
    expect((await shopper.post('/cart/change', {})).status).toBe(404);
    for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
      const answer = await fetch(`${shop.url}/cart/add`, {
        method: 'POST',
        body: '{"product":"teapot"}',
        headers: { 'content-type': type, origin: shop.url },
      });
      expect([type, answer.status]).toEqual([type, 400]);
    }
    const huge = await shopper.post('/cart/add', { product: 'teapot', quantity: '1', back: 'x'.repeat(100_000) });
    expect(huge.status).toBe(400);
  });
});

describe('posts from elsewhere', () => {
  it('are refused', async () => {
    const shopper = createShopper(shop);
    const fields = { product: 'teapot', quantity: '1', back: '/' };
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: shop.url, 'sec-fetch-site': 'cross-site' },
      { origin: shop.url, 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign) expect((await shopper.post('/cart/add', fields, headers)).status).toBe(403);

    const silent = await fetch(`${shop.url}/cart/add`, { method: 'POST', body: new URLSearchParams(fields) });
    expect(silent.status).toBe(403);
    expect((await shopper.get('/cart')).text).toContain('Пока здесь пусто');
  });

  it('are accepted from the shop itself by either header', async () => {
    const shopper = createShopper(shop);
    const fields = { product: 'teapot', quantity: '1', back: '/' };
    const own = await shopper.post('/cart/add', fields, { origin: '', 'sec-fetch-site': 'same-origin' });
    expect(own.status).toBe(303);
  });
});
