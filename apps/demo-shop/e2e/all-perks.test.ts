import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './support/open-browser.ts';
import { type RunningShop, runShop } from './support/running-shop.ts';
import { type Visitor, visit } from './support/visitor.ts';

const ANNA = '+7 900 000-00-01';
const IVAN = '+7 900 000-00-02';

let shop: RunningShop;
let browser: Browser;
beforeAll(async () => {
  [shop, browser] = await Promise.all([runShop(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});

/** Adds cups for 1690 and honey for 540: 2230 ₽, and 390 ₽ for the courier. */
async function withGoods(visitor: Visitor): Promise<void> {
  await visitor.add('cups');
  await visitor.add('honey');
  await visitor.fillCheckout();
}

/** The rows of the total with all perks, calculated by hand:
 * 2230 − 15 % = 1895.50; − 300 points = 1595.50; delivery 390 − 150 = 240; total 1835.50; gift 500; left 1335.50. */
const ALL = [
  /^Товары 2 230 ₽$/,
  /^Промокод ONCE15 .*−334,50 ₽$/,
  /^Баллы 300 −300 ₽$/,
  /^Доставка 390 ₽$/,
  /^Промокод на доставку SHIP150 −150 ₽$/,
  /^Итого 1 835,50 ₽$/,
  /^Подарочный код ••••\w{4} −500 ₽$/,
  /^К оплате 1 335,50 ₽$/,
];

function expectRows(rows: string[], expected: RegExp[]): void {
  expect([rows, rows.length]).toEqual([expected.map((row) => expect.stringMatching(row)), expected.length]);
}

describe('all three perks on one order', () => {
  it('give the total calculated by hand, survive a reload, and appear on the order page', async () => {
    const gift = await shop.newCode(50_000);
    const visitor = await visit(browser, shop.url);
    const { page } = visitor;
    await withGoods(visitor);
    await expect.poll(visitor.due).toBe('К оплате 2 620 ₽');
    await visitor.applyCode('once15');
    await expect.poll(visitor.due).toBe('К оплате 2 285,50 ₽');
    await visitor.applyCode('SHIP150');
    await expect.poll(visitor.due).toBe('К оплате 2 135,50 ₽');
    await visitor.applyCode(ANNA);
    await visitor.confirmByMessage();
    await visitor.spend(300);
    await expect.poll(visitor.due).toBe('К оплате 1 835,50 ₽');
    await visitor.applyCode(gift);
    await expect.poll(visitor.due).toBe('К оплате 1 335,50 ₽');
    expectRows(await visitor.sums(), ALL);

    await page.reload();
    await expect.poll(visitor.due).toBe('К оплате 1 335,50 ₽');
    expectRows(await visitor.sums(), ALL);

    await visitor.fillCheckout();
    await expect.poll(visitor.due).toBe('К оплате 1 335,50 ₽');
    const before = await shop.member('anna');
    await visitor.place();
    await page.getByRole('button', { name: 'Оплатить 1 335,50 ₽' }).click();
    await page.getByText('Оплачен, собираем посылку').first().waitFor();
    const rows = (await page.locator('.sums > div').allInnerTexts()).map((row) => row.replace(/\s+/g, ' ').trim());
    expect(rows).toEqual([
      'Товары 2 230 ₽',
      expect.stringMatching(/^Промокод ONCE15 −15 % −334,50 ₽$/),
      'Оплата баллами 300 баллов −300 ₽',
      'Доставка 390 ₽',
      'Промокод SHIP150, на доставку −150 ₽',
      'Итого 1 835,50 ₽',
      expect.stringMatching(/^Подарочный код ••••\w{4} −500 ₽$/),
      'К оплате 1 335,50 ₽',
    ]);
    await page.getByText('Списано: 300 баллов').waitFor();
    expect(await page.locator('[data-due]').getAttribute('data-due')).toBe('133550');

    const after = await shop.member('anna');
    expect(after.balance).toBe(before.balance - 300);
    expect(after.operations.at(-1)).toMatchObject({ spend: 300 });
    expect(await shop.vDar.checkCode(gift)).toMatchObject({ status: 'activated' });
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });

  it('can be removed one by one', async () => {
    const gift = await shop.newCode(50_000);
    const visitor = await visit(browser, shop.url);
    const { page } = visitor;
    await withGoods(visitor);
    for (const code of ['SALE10', 'SHIP150', gift]) {
      await visitor.applyCode(code);
      await page
        .locator('checkout-perks')
        .getByRole('button', { name: /^Убрать код/ })
        .last()
        .waitFor();
      await expect.poll(() => visitor.codeField.inputValue()).toBe('');
    }
    await visitor.applyCode(IVAN);
    await visitor.confirmByMessage();
    await visitor.spend(200);
    // 2230 − 223 − 200 + 390 − 150 − 500
    await expect.poll(visitor.due).toBe('К оплате 1 547 ₽');

    const remove = (name: string | RegExp) => page.getByRole('button', { name }).click();
    await remove(/Убрать код .*SALE10/);
    await expect.poll(visitor.due).toBe('К оплате 1 770 ₽');
    await remove('Убрать баллы');
    await expect.poll(visitor.due).toBe('К оплате 1 970 ₽');
    await remove(/Убрать код .*SHIP150/);
    await expect.poll(visitor.due).toBe('К оплате 2 120 ₽');
    await remove(/Убрать код/);
    await expect.poll(visitor.due).toBe('К оплате 2 620 ₽');
    expectRows(await visitor.sums(), [/^Товары 2 230 ₽$/, /^Доставка 390 ₽$/, /^К оплате 2 620 ₽$/]);
    await visitor.close();
  });

  it('stay applied when the delivery changes, with a new total', async () => {
    const visitor = await visit(browser, shop.url);
    const { page } = visitor;
    await withGoods(visitor);
    await visitor.applyCode('SALE10');
    await expect.poll(visitor.due).toBe('К оплате 2 397 ₽');
    await visitor.applyCode('FREESHIP');
    await expect.poll(visitor.due).toBe('К оплате 2 007 ₽');
    await page.getByRole('radio', { name: 'Пункт выдачи' }).check();
    await expect.poll(visitor.sums).toContainEqual(expect.stringMatching(/^Доставка 190 ₽$/));
    await expect.poll(visitor.due).toBe('К оплате 2 007 ₽');
    await page.getByLabel('Самовывоз').check();
    await expect.poll(visitor.sums).toContainEqual(expect.stringMatching(/^Доставка Бесплатно$/));
    await expect.poll(visitor.due).toBe('К оплате 2 007 ₽');
    expect(await visitor.sums()).toContainEqual(expect.stringMatching(/^Промокод SALE10 .*−223 ₽$/));
    await visitor.close();
  });

  it('are released by a cancel before the payment, and the page says so', async () => {
    const gift = await shop.newCode(50_000);
    const before = await shop.member('ivan');
    const visitor = await visit(browser, shop.url);
    const { page } = visitor;
    await withGoods(visitor);
    for (const code of ['SALE20', gift, IVAN]) {
      await visitor.applyCode(code);
      await expect.poll(() => visitor.codeField.inputValue()).toBe('');
    }
    await visitor.confirmByMessage();
    await visitor.spend(100);
    // 2230 − 446 − 100 + 390 − 500
    await expect.poll(visitor.due).toBe('К оплате 1 574 ₽');
    await visitor.place();
    await page.getByRole('button', { name: 'Отклонить платёж' }).click();
    await page.getByRole('heading', { name: 'Банк отклонил платёж' }).waitFor();
    await page.getByText('Отложено: 100 баллов').waitFor();
    expect(await shop.member('ivan')).toMatchObject({ free: before.free - 100 });

    await page.getByText('Отменить заказ').click();
    await page.getByRole('button', { name: 'Да, отменить' }).click();
    await page.getByRole('heading', { name: 'Отменён' }).waitFor();
    const returned = page.locator('.returned');
    for (const line of ['Промокод SALE20 снова можно', '100 баллов: снова на счёте', 'снова действует'])
      await returned.getByText(line).waitFor();
    expect(await shop.member('ivan')).toMatchObject({ free: before.free, balance: before.balance });
    expect(await shop.vDar.checkCode(gift)).toMatchObject({ status: 'active' });
    await visitor.close();
  });
});

describe('a phone number alone', () => {
  it('shows no name and no balance, and spends nothing', async () => {
    const visitor = await visit(browser, shop.url);
    const { page } = visitor;
    await withGoods(visitor);
    await visitor.applyCode(ANNA);
    const widget = page.locator('checkout-perks');
    await widget.locator('[autocomplete="one-time-code"]').waitFor();
    expect(await widget.innerText()).not.toMatch(/Анна|878|Мята/);
    expect(await widget.locator('input[part~="spend"]').count()).toBe(0);
    await expect.poll(visitor.due).toBe('К оплате 2 620 ₽');
    await visitor.close();
  });

  it('still earns points with the order', async () => {
    const before = await shop.member('maria');
    const visitor = await visit(browser, shop.url);
    const { page } = visitor;
    await withGoods(visitor);
    await page.getByLabel('При получении').check();
    await visitor.applyCode('+7 900 000-00-03');
    await page.locator('checkout-perks [autocomplete="one-time-code"]').waitFor();
    await visitor.place();
    await page.getByText('Спасибо, заказ принят').waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/Мария/);
    await expect.poll(async () => (await shop.member('maria')).balance).toBe(before.balance + 223);
    await visitor.close();
  });
});

describe('a link with a code', () => {
  it('applies the code and removes it from the address', async () => {
    const visitor = await visit(browser, shop.url);
    const { page } = visitor;
    await withGoods(visitor);
    await page.goto('/checkout?perk=SALE10');
    await expect.poll(visitor.due).toBe('К оплате 2 397 ₽');
    expect(new URL(page.url()).search).toBe('');
    await page.locator('checkout-perks').getByText('Из ссылки, по которой вы пришли').waitFor();
    await visitor.close();
  });
});

describe('an order that cannot be placed at the shown price', () => {
  it('shows the new price, at which the order can then be placed', async () => {
    const visitor = await visit(browser, shop.url);
    const { page } = visitor;
    await withGoods(visitor);
    await page.getByLabel('При получении').check();
    await visitor.applyCode('SALE10');
    await expect.poll(visitor.due).toBe('К оплате 2 397 ₽');
    const gift = await shop.newCode(50_000);
    await visitor.applyCode(gift);
    await expect.poll(visitor.due).toBe('К оплате 1 897 ₽');

    await shop.vDar.activateCode({ code: gift, siteId: shop.siteId });
    await visitor.place();
    await page.getByRole('heading', { name: 'Заказ пока не оформлен' }).waitFor();
    const notice = (await page.locator('.notice').innerText()).replace(/\s+/g, ' ');
    expect(notice).toContain(gift.slice(-4));
    // A quote may still use the cached look-up of the code.
    const renewed = async () => {
      await page.locator('checkout-perks').evaluate((perks) => (perks as unknown as { refresh(): void }).refresh());
      return visitor.due();
    };
    await expect.poll(renewed, { interval: 250 }).toBe('К оплате 2 397 ₽');
    await page.getByRole('button', { name: 'Заказать за 2 397 ₽' }).click();
    await page.getByText('Спасибо, заказ принят').waitFor();
    expect(await page.locator('[data-due]').getAttribute('data-due')).toBe('239700');
    await visitor.close();
  });
});
