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

describe('a gift code smaller than the order', () => {
  it('lowers the total, and is activated after the card has paid the rest', async () => {
    const code = await shop.newCode(100_000);
    const { page } = visitor;

    await page.goto('/');
    await page.getByRole('button', { name: 'Добавить в корзину: Чайник «Лесной»' }).click();
    await page.getByRole('link', { name: 'Открыть корзину' }).click();
    await page.getByRole('button', { name: 'Больше на одну: Чайник «Лесной»' }).click();
    await page.getByText('2 товара').waitFor();
    await page.getByRole('link', { name: 'Оформить заказ' }).click();

    await visitor.fillCheckout();
    await expect.poll(visitor.due).toBe('К оплате 7 370 ₽');
    // Every visible amount due must be the widget's, because the plain one is hidden.
    expect(await page.locator('.plain-sums').isVisible()).toBe(false);

    await visitor.applyCode(code);
    await expect.poll(visitor.due).toBe('К оплате 6 370 ₽');
    await page.getByLabel('Самовывоз').check();
    expect(await page.getByLabel('Адрес', { exact: true }).isVisible()).toBe(false);
    expect(await page.getByText('Гончарный переулок, 5').isVisible()).toBe(true);
    await expect.poll(visitor.due).toBe('К оплате 5 980 ₽');
    expect(await shop.vDar.checkCode(code)).toMatchObject({ status: 'active' });

    const demoCodes = await shop.balance();
    await visitor.place();
    await page.getByRole('button', { name: 'Оплатить 5 980 ₽' }).click();
    await page.getByText('Оплачен, собираем посылку').first().waitFor();
    await expect(page.locator('[data-due]').getAttribute('data-due')).resolves.toBe('598000');

    expect(await shop.vDar.checkCode(code)).toMatchObject({ status: 'activated', isValid: false });
    expect(await shop.balance()).toBe(demoCodes + 100_000);
    const { items } = await shop.vDar.listOperations();
    expect(items.filter((item) => item.type === 'code_activation')).toMatchObject([{ amount: 100_000 }]);
  });

  it('keeps what was typed and applied if the order cannot be placed yet', async () => {
    const code = await shop.newCode(50_000);
    const { page } = visitor;
    await visitor.add('honey');
    await visitor.fillCheckout();
    await visitor.applyCode(code);
    await expect.poll(visitor.due).toBe('К оплате 430 ₽');
    await page.getByLabel('Телефон', { exact: true }).fill('12');
    await visitor.place();
    await page.getByRole('heading', { name: 'Заказ пока не оформлен' }).waitFor();
    expect(await page.getByLabel('Телефон', { exact: true }).getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('Имя и фамилия').inputValue()).toBe('Анна Смирнова');
    await expect.poll(visitor.due).toBe('К оплате 430 ₽');

    await page.getByLabel('Телефон', { exact: true }).fill('+7 900 000-00-00');
    await page.getByLabel('При получении').check();
    await visitor.place();
    await page.getByText('Спасибо, заказ принят').waitFor();
    expect(await shop.vDar.checkCode(code)).toMatchObject({ status: 'activated' });
  });

  it('shows the new total if the cart has changed in another tab, and can then be ordered', async () => {
    const code = await shop.newCode(50_000);
    const { page } = visitor;
    await visitor.add('honey');
    await visitor.fillCheckout();
    await page.getByLabel('При получении').check();
    await visitor.applyCode(code);
    await expect.poll(visitor.due).toBe('К оплате 430 ₽');

    const other = await page.context().newPage();
    await other.goto('/goods/cups');
    await other.getByRole('button', { name: 'В корзину', exact: true }).click();
    // A tab that is closed while it still posts may never have posted, and may never close.
    await other.getByText('в корзине').first().waitFor();
    await other.close();

    await visitor.place();
    await page.getByText('Корзина изменилась в другом окне').waitFor();
    await expect.poll(visitor.due).toBe('К оплате 2 120 ₽');
    await page.getByText('Чашки «Пара»').first().waitFor();
    await visitor.place();
    await page.getByText('Спасибо, заказ принят').waitFor();
    await expect(page.locator('[data-due]').getAttribute('data-due')).resolves.toBe('212000');
  });

  it('is optional: if the middleware does not answer, the plain total is shown and the order is placed', async () => {
    const guest = await visit(browser, shop.url);
    const { page } = guest;
    await page.route('**/perks/v1/**', (route) => route.abort());
    await guest.add('honey');
    await guest.fillCheckout();
    await page.locator('#plain-total').waitFor();
    await page.getByLabel('При получении').check();
    await page.getByRole('radio', { name: 'Пункт выдачи' }).check();
    await expect.poll(() => page.locator('#plain-total').innerText()).toMatch(/^730\s₽$/);
    await guest.place();
    await page.getByText('Спасибо, заказ принят').waitFor();
    await guest.close();
  });

  it('causes no browser errors', () => {
    expect(visitor.complaints).toEqual([]);
  });
});
