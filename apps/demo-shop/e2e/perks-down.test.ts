import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './support/open-browser.ts';
import { type RunningShop, runShop } from './support/running-shop.ts';
import { visit } from './support/visitor.ts';

let shop: RunningShop;
let browser: Browser;
beforeAll(async () => {
  [shop, browser] = await Promise.all([runShop(), openBrowser()]);
});
afterEach(() => shop.down(undefined));
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});

describe.each(['v-dar', 'mottor', 'loyalclient'] as const)('while %s is down', (provider) => {
  it('places the order with the perks that work', async () => {
    const gift = await shop.newCode(50_000);
    const typed = { 'v-dar': gift, mottor: 'SALE10', loyalclient: '+7 900 000-00-01' };
    const visitor = await visit(browser, shop.url);
    const { page } = visitor;
    await visitor.add('cups');
    await visitor.fillCheckout();
    await page.getByLabel('При получении').check();
    await expect.poll(visitor.due).toBe('К оплате 2 080 ₽');

    await shop.down(provider);
    await visitor.applyCode(typed[provider]);
    const widget = page.locator('checkout-perks');
    if (provider === 'v-dar') await widget.locator('#problem').waitFor();
    if (provider === 'loyalclient') await widget.locator('[autocomplete="one-time-code"]').waitFor();
    // The other perks still work.
    if (provider !== 'v-dar') await visitor.applyCode(gift);
    // For promo codes the cached list is still used, which contains their dates and limits.
    const due = { 'v-dar': '2 080', mottor: '1 411', loyalclient: '1 580' }[provider];
    await expect.poll(visitor.due).toBe(`К оплате ${due} ₽`);
    await visitor.place();
    if (provider === 'mottor') {
      // An order requires the provider's current answer.
      await page.getByText('Код сейчас не удалось проверить').waitFor();
      await page.getByRole('button', { name: 'Заказать за 1 580 ₽' }).click();
    }
    await page.getByText('Спасибо, заказ принят').waitFor();
    await visitor.close();
  });
});

describe('while all of them are down', () => {
  it('places the order without perks', async () => {
    const visitor = await visit(browser, shop.url);
    const { page } = visitor;
    await visitor.add('cups');
    await shop.down('*');
    await visitor.fillCheckout();
    await page.getByLabel('При получении').check();
    await expect.poll(visitor.due).toBe('К оплате 2 080 ₽');
    await visitor.place();
    await page.getByText('Спасибо, заказ принят').waitFor();
    await visitor.close();
  });
});
