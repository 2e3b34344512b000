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
  visitor = await visit(browser, shop.url, { javaScriptEnabled: false });
});
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});

describe('a browser without JavaScript', () => {
  it('shows the total before the order, and pays with a gift code', async () => {
    const code = await shop.newCode(1_000_000);
    const { page } = visitor;
    await visitor.add('teapot');
    await page.goto('/cart');
    await page.getByRole('button', { name: 'Больше на одну: Чайник «Лесной»' }).click();
    await page.getByText('2 товара').waitFor();
    await visitor.fillCheckout();
    await page.getByLabel('Самовывоз').check();

    await page.getByLabel('Промокод или подарочный код').fill('WRONGCODE12345678901');
    await visitor.place();
    await page.getByText('Такого кода нет, или он уже использован').waitFor();
    expect(await page.getByLabel('Имя и фамилия').inputValue()).toBe('Анна Смирнова');

    await page.getByLabel('Промокод или подарочный код').fill(code);
    await page.getByRole('button', { name: 'Пересчитать' }).click();
    expect((await page.locator('.plain-sums [data-due]').innerText()).replace(/\s/g, ' ')).toBe('0 ₽');
    expect(await shop.vDar.checkCode(code)).toMatchObject({ status: 'active' });

    await visitor.place();
    await page.getByText('Спасибо, заказ принят').waitFor();
    const rest = await page.locator('[data-new-code]').innerText();
    expect(await shop.vDar.checkCode(rest)).toMatchObject({ status: 'active', amount: 302_000 });
    expect(await page.getByRole('button', { name: 'Скопировать код' }).isVisible()).toBe(false);
  });

  it('shows the total before the order, with promo codes for goods and delivery', async () => {
    const { page } = visitor;
    await visitor.add('honey', 4);
    await visitor.fillCheckout();
    await page.getByLabel('При получении').check();
    await page.getByLabel('Промокод или подарочный код').fill('sale10, FREESHIP');
    await page.getByRole('button', { name: 'Пересчитать' }).click();
    const sum = page.locator('.plain-sums');
    await sum.getByText('Промокод SALE10').waitFor();
    expect((await sum.innerText()).replace(/\s+/g, ' ')).toMatch(/−216 ₽ .*на доставку.*−390 ₽ Итого 1 944 ₽/);
    await page.getByRole('radio', { name: 'Пункт выдачи' }).check();
    await visitor.place();
    await page.getByText('Спасибо, заказ принят').waitFor();
    expect(await page.locator('[data-due]').getAttribute('data-due')).toBe('194400');
  });

  it('pays by card and cancels', async () => {
    const code = await shop.newCode(100_000);
    const { page } = visitor;
    await visitor.add('honey', 4);
    await visitor.fillCheckout();
    await page.getByLabel('Промокод или подарочный код').fill(code);
    await visitor.place();
    await page.getByRole('button', { name: 'Оплатить 1 550 ₽' }).click();
    await page.getByText('Оплачен, собираем посылку').first().waitFor();
    await page.getByText('Отменить заказ').click();
    await page.getByRole('button', { name: 'Да, отменить' }).click();
    await page.getByText('Возврат 1 000 ₽').waitFor();
    expect(await shop.vDar.checkCode(await page.locator('[data-new-code]').innerText())).toMatchObject({
      status: 'active',
    });
  });
});
