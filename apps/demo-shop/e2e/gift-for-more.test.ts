import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './support/open-browser.ts';
import { type RunningShop, runShop } from './support/running-shop.ts';
import { type Visitor, visit } from './support/visitor.ts';

let shop: RunningShop;
let browser: Browser;
let visitor: Visitor;
beforeAll(async () => {
  [shop, browser] = await Promise.all([runShop(), openBrowser()]);
  visitor = await visit(browser, shop.url);
});
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});

describe('a gift code larger than the order', () => {
  it('pays for the whole order, gives the rest as a new code that works, and does not work again', async () => {
    const { page } = visitor;
    await visitor.add('lamp');
    await visitor.fillCheckout();
    const used = (await page.locator('[data-demo="gifts"] [data-apply]').last().getAttribute('data-apply')) ?? '';
    await page.locator('summary', { hasText: 'Подарочные коды' }).click();
    await page.getByRole('button', { name: /^Применить: Подарочный код на 20\s000\s₽$/ }).click();
    await expect.poll(visitor.due).toBe('К оплате 0 ₽');
    await visitor.place();

    await page.getByText('Спасибо, заказ принят').waitFor();
    expect(await page.locator('[data-due]').getAttribute('data-due')).toBe('0');
    const rest = await page.locator('[data-new-code]').innerText();
    expect(await shop.vDar.checkCode(used)).toMatchObject({ status: 'activated' });
    expect(await shop.vDar.checkCode(rest)).toMatchObject({ status: 'active', amount: 2_000_000 - 588_000 });

    await visitor.add('teapot');
    await visitor.fillCheckout();
    const problem = page.locator('checkout-perks #problem');
    await visitor.applyCode(used);
    await problem.waitFor();
    // The message disappears as soon as the shopper types, so the next message belongs to the next code.
    const words = await problem.innerText();
    await visitor.applyCode('NEVERWASACODE1234567');
    await problem.waitFor();
    expect(await problem.innerText()).toBe(words);
    expect(words).toContain('Код не найден или уже использован');

    await visitor.applyCode(rest);
    await expect.poll(visitor.due).toBe('К оплате 0 ₽');
    await visitor.place();
    await page.getByText('Спасибо, заказ принят').waitFor();
    expect(await shop.vDar.checkCode(rest)).toMatchObject({ status: 'activated' });
    const last = await page.locator('[data-new-code]').innerText();
    expect(await shop.vDar.checkCode(last)).toMatchObject({ amount: 2_000_000 - 588_000 - 388_000 });
  });

  it('can be copied from the order page', async () => {
    const { page } = visitor;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Скопировать код' }).click();
    await page.getByText('Скопировано').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await page.locator('[data-new-code]').innerText());
  });

  it('causes no browser errors', () => {
    expect(visitor.complaints).toEqual([]);
  });
});
