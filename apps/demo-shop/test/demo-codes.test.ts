import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_AMOUNTS } from '../src/demo-codes/demo-codes.ts';
import { createShopper, type Page } from './support/shopper.ts';
import { openTestShop, type TestShop } from './support/test-shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop({ demo: true });
});
afterAll(() => shop.close());

/** Reads the codes of one group of the panel. */
const offered = (page: Page, group = 'gifts') => {
  const [, rows = ''] = new RegExp(`data-demo="${group}"[^>]*>(.*?)</details>`, 's').exec(page.html) ?? [];
  return [...rows.matchAll(/data-apply="([^"]+)"/g)].map(([, typed]) => typed ?? '');
};
const readCodes = (page: Page) => offered(page);

describe('codes to try', () => {
  it('are real codes of every value, and stay the same until they are used', async () => {
    const shopper = createShopper(shop);
    await shopper.add('teapot');
    const before = await shop.balance();
    const codes = readCodes(await shopper.get('/checkout'));
    const worth = await Promise.all(codes.map((code) => shop.vDar.checkCode(code)));
    expect(worth).toMatchObject(DEMO_AMOUNTS.map((amount) => ({ isValid: true, amount })));
    expect(await shop.balance()).toBe(before - DEMO_AMOUNTS.reduce((sum, amount) => sum + amount, 0));
    expect(readCodes(await shopper.get('/checkout'))).toEqual(codes);
  });

  it('are issued once for many simultaneous visitors', async () => {
    const own = await openTestShop({ demo: true });
    try {
      const shopper = createShopper(own);
      await shopper.add('teapot');
      const pages = await Promise.all([1, 2, 3, 4].map(() => shopper.get('/checkout')));
      expect(new Set(pages.flatMap(readCodes)).size).toBe(DEMO_AMOUNTS.length);
    } finally {
      await own.close();
    }
  });

  it('are replaced after use, and never include a shopper’s code', async () => {
    const shopper = createShopper(shop);
    await shopper.add('teapot');
    const before = readCodes(await shopper.get('/checkout'));
    const largest = before.at(-1) ?? '';
    const placed = await shopper.checkout({ 'perks-code': largest });
    const page = await shopper.get(placed.location ?? '');
    const [rest = ''] = [...page.html.matchAll(/data-new-code>([^<]+)</g)].map(([, code]) => code ?? '');
    expect(rest).not.toBe('');

    await shopper.add('teapot');
    const after = readCodes(await shopper.get('/checkout'));
    expect(after).toHaveLength(DEMO_AMOUNTS.length);
    expect(after).not.toContain(largest);
    expect(after).not.toContain(rest);
    expect(after.slice(0, -1)).toEqual(before.slice(0, -1));
  });

  it('are left out while the service is down, and the checkout still works', async () => {
    const shopper = createShopper(shop);
    await shopper.add('teapot');
    await shop.stopIssuer();
    try {
      const page = await shopper.get('/checkout');
      expect([page.status, page.text.includes('показать нечего')]).toEqual([200, true]);
    } finally {
      await shop.resumeIssuer();
    }
  });
});
