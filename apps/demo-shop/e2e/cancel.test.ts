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
});

describe('a cancelled order', () => {
  it('refunds the gift code as a new code that works', async () => {
    const code = await shop.newCode(100_000);
    const { page } = visitor;
    await visitor.add('cups');
    await visitor.fillCheckout();
    await page.getByLabel('При получении').check();
    await visitor.applyCode(code);
    await expect.poll(visitor.due).toBe('К оплате 1 080 ₽');
    await visitor.place();
    await page.getByText('Спасибо, заказ принят').waitFor();
    const before = await shop.balance();

    await page.getByText('Отменить заказ').click();
    await page.getByRole('button', { name: 'Да, отменить' }).click();
    await page.getByRole('heading', { name: 'Отменён, подарок возвращён' }).waitFor();
    const back = await page.locator('[data-new-code]').innerText();
    expect(back).not.toBe(code);
    expect(await shop.vDar.checkCode(back)).toMatchObject({ status: 'active', amount: 100_000 });
    expect(await shop.balance()).toBe(before - 100_000);

    await visitor.add('cups');
    await visitor.fillCheckout();
    await visitor.applyCode(back);
    await expect.poll(visitor.due).toBe('К оплате 1 080 ₽');
    await page.getByRole('button', { name: /^Убрать код/ }).click();
    await expect.poll(visitor.due).toBe('К оплате 2 080 ₽');
  });

  it('releases the code itself if the order was not paid yet', async () => {
    const code = await shop.newCode(100_000);
    const { page } = visitor;
    await visitor.fillCheckout();
    await visitor.applyCode(code);
    await expect.poll(visitor.due).toBe('К оплате 1 080 ₽');
    await visitor.place();
    await page.getByRole('button', { name: 'Отклонить платёж' }).click();
    await page.getByRole('heading', { name: 'Банк отклонил платёж' }).waitFor();
    await page.getByText('Отменить заказ').click();
    await page.getByRole('button', { name: 'Да, отменить' }).click();
    await page.getByRole('heading', { name: 'Отменён' }).waitFor();
    expect(await shop.vDar.checkCode(code)).toMatchObject({ status: 'active' });

    await visitor.fillCheckout();
    await visitor.applyCode(code);
    await expect.poll(visitor.due).toBe('К оплате 1 080 ₽');
    expect(visitor.complaints).toEqual([]);
  });
});

describe('the shop', () => {
  it('stops cleanly on SIGTERM, and prints no secret', async () => {
    const { code, output } = await shop.close();
    expect(code).toBe(0);
    expect(output.match(/http:\/\/localhost:\d+/g)).toHaveLength(1);
    expect(output).not.toMatch(/[A-Z0-9]{20}|Смирнова/);
  });
});
