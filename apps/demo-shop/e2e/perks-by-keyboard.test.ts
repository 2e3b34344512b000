import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './support/open-browser.ts';
import { type RunningShop, runShop } from './support/running-shop.ts';
import { visit } from './support/visitor.ts';

let shop: RunningShop;
let browser: Browser;
beforeAll(async () => {
  [shop, browser] = await Promise.all([runShop(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});

describe('by keyboard alone, on a phone-sized screen, in English', () => {
  it('applies codes, spends points and places the order', async () => {
    const visitor = await visit(browser, shop.url, { viewport: { width: 390, height: 844 }, locale: 'en-GB' });
    const { page } = visitor;
    const { keyboard } = page;
    const type = async (text: string) => {
      await keyboard.type(text);
      await keyboard.press('Enter');
    };
    /** Presses Tab until an element with this name has the focus. */
    const tabTo = async (name: RegExp) => {
      for (let presses = 0; presses < 40; presses += 1) {
        const focused = await page.evaluate(() => {
          let element = document.activeElement;
          while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
          const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
          const label = labels.map((found) => found.textContent).join(' ');
          const names = ['aria-label', 'autocomplete', 'part'].map((name) => element?.getAttribute(name));
          return [...names, label, element?.textContent].join(' ').trim();
        });
        if (name.test(focused)) return;
        await keyboard.press('Tab');
      }
      throw new Error(`Nothing called ${name} can be reached`);
    };

    await visitor.add('cups');
    await visitor.add('honey');
    await visitor.fillCheckout();
    await page.getByLabel('On delivery').check();
    await expect.poll(visitor.due).toBe('To pay ₽2,620');

    await tabTo(/promo code/i);
    await type('sale10');
    await expect.poll(visitor.due).toBe('To pay ₽2,397');
    await tabTo(/promo code/i);
    await type('+7 900 000-00-01');
    await tabTo(/one-time-code/);
    const code = await page.locator('#inbox [data-code]').first().innerText();
    await type(code);
    await tabTo(/input spend/);
    await keyboard.press('Control+A');
    await keyboard.type('7');
    // 2230 − 223 − 7 + 390
    await expect.poll(visitor.due).toBe('To pay ₽2,390');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);

    await tabTo(/remove code.*sale10/i);
    await keyboard.press('Enter');
    await expect.poll(visitor.due).toBe('To pay ₽2,613');
    await tabTo(/place the order/i);
    await keyboard.press('Enter');
    await page.getByText('Thank you for your order').waitFor();
    await page.getByText('Spent: 7 points').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });
});
