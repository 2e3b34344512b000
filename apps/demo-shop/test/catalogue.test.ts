import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PRODUCTS } from '../src/catalogue/catalogue.ts';
import { createShopper } from './support/shopper.ts';
import { openTestShop, type TestShop } from './support/test-shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

describe('the catalogue', () => {
  it('shows every product with its price and an existing picture', async () => {
    const shopper = createShopper(shop);
    const { text, html } = await shopper.get('/');
    for (const product of PRODUCTS) {
      expect(text).toContain(product.text.ru.title);
      const address = new RegExp(`/pictures/${product.id}\\.svg\\?v=[\\w-]+`).exec(html)?.[0] ?? '';
      const picture = await shopper.get(address);
      expect(picture.headers.get('content-type')).toBe('image/svg+xml');
      expect(picture.html).toContain('<svg');
    }
  });

  it('describes every product in both languages', async () => {
    const shopper = createShopper(shop);
    for (const { id, text } of PRODUCTS) {
      expect((await shopper.get(`/goods/${id}`)).text).toContain(text.ru.story[0]);
    }
    await shopper.get('/language/en?back=/');
    for (const { id, text } of PRODUCTS) {
      expect((await shopper.get(`/goods/${id}`)).text.replaceAll('&#39;', "'")).toContain(text.en.story[0]);
    }
  });

  it('answers 404 with the shop’s own page', async () => {
    for (const path of [
      '/goods/unknown',
      '/nowhere',
      '/goods/__proto__',
      '/pictures/../../package.json',
      '/orders/x',
    ]) {
      const page = await createShopper(shop).get(path);
      expect([path, page.status]).toEqual([path, 404]);
      expect(page.text).toContain('Здесь ничего нет');
    }
  });

  it('lets browsers cache static files forever, and only those', async () => {
    const shopper = createShopper(shop);
    const { html, headers } = await shopper.get('/checkout');
    expect(headers.get('cache-control') ?? 'no-cache').not.toContain('public');
    const address = /\/assets\/shop\.css\?v=[\w-]+/.exec((await shopper.get('/')).html)?.[0] ?? '';
    const sheet = await shopper.get(address);
    expect(sheet.headers.get('cache-control')).toContain('immutable');
    const again = await shopper.get(address, { 'if-none-match': sheet.headers.get('etag') ?? '' });
    expect([again.status, again.html]).toEqual([304, '']);
    expect(html).not.toContain('undefined');
  });

  it('serves the widget as its own script', async () => {
    const script = await createShopper(shop).get('/assets/checkout-perks.js');
    expect(script.headers.get('content-type')).toContain('text/javascript');
    expect(script.html).toContain('checkout-perks');
  });
});

describe('languages', () => {
  it('uses the browser’s language at the first visit, or else Russian', async () => {
    const english = await createShopper(shop).get('/', { 'accept-language': 'en-US,en;q=0.9' });
    expect(english.html).toContain('<html lang="en">');
    expect(english.text).toContain('Brew an evening');
    expect((await createShopper(shop).get('/', { 'accept-language': 'de' })).html).toContain('<html lang="ru">');
  });

  it('remembers the chosen language and returns to the page', async () => {
    const shopper = createShopper(shop);
    const chosen = await shopper.get('/language/en?back=%2Fgoods%2Fteapot');
    expect([chosen.status, chosen.location]).toEqual([303, '/goods/teapot']);
    expect((await shopper.get('/goods/teapot')).text).toContain('Forest teapot');
  });

  it('never redirects to another site', async () => {
    const away = await createShopper(shop).get('/language/en?back=%2F%2Fevil.example');
    expect(away.location).toBe('/');
  });
});

describe('security headers', () => {
  it('are on every answer of the shop', async () => {
    for (const path of ['/', '/goods/teapot', '/nowhere', '/assets/shop.css']) {
      const { headers } = await createShopper(shop).get(path);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
    }
  });

  it('are not violated by the pages, which have no inline scripts or styles', async () => {
    const shopper = createShopper(shop);
    await shopper.add('teapot');
    for (const path of ['/', '/goods/teapot', '/cart', '/checkout', '/delivery']) {
      const { html } = await shopper.get(path);
      expect(html).not.toMatch(/\sstyle=|<style|\son\w+=|javascript:/);
      const inline = [...html.matchAll(/<script\b([^>]*)>([^<]*)/g)].filter(([, , body]) => body?.trim());
      for (const [, attributes] of inline) expect(attributes).toContain('type="application/json"');
    }
  });
});
