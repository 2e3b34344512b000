import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { lookInFont, readFonts } from './support/look-in-font.ts';
import { openBrowser } from './support/open-browser.ts';
import { type RunningShop, runShop } from './support/running-shop.ts';
import { type Visitor, type VisitorOptions, visit } from './support/visitor.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** Starts a shop for one walk. Each walk requests a one-time code, and a phone gets only three in ten minutes. */
async function openShop(): Promise<RunningShop> {
  const shop = await runShop();
  onTestFinished(async () => void (await shop.close()));
  return shop;
}

/** Visits every page of the shop and checks each. */
async function walk(visitor: Visitor, look: (page: Page, name: string) => Promise<void>): Promise<void> {
  const { page } = visitor;
  for (const path of ['/', '/goods/teapot', '/cart', '/delivery', '/nowhere', '/?added=honey']) {
    await page.goto(path);
    await look(page, path);
  }
  await visitor.add('teapot');
  await visitor.add('linen-towel', 12);
  await page.goto('/cart');
  await look(page, 'full cart');

  await visitor.fillCheckout();
  await expect.poll(visitor.due).not.toContain('—');
  await look(page, 'checkout');
  await page.getByLabel('Телефон', { exact: true }).fill('1');
  await visitor.applyCode('NEVERWASACODE1234567');
  await page.locator('checkout-perks #problem').waitFor();
  await visitor.place();
  await page.getByRole('heading', { name: 'Заказ пока не оформлен' }).waitFor();
  await look(page, 'checkout with problems');
  await page.getByLabel('Телефон', { exact: true }).fill('+7 900 000-00-00');
  await page.locator('summary', { hasText: 'Подарочные коды' }).click();
  await page.locator('[data-demo="gifts"] [data-apply]').nth(1).click();
  await expect.poll(visitor.due).toBe('К оплате 11 860 ₽');
  await look(page, 'checkout with a code');
  await visitor.applyCode('SHIP150');
  await expect.poll(visitor.due).toBe('К оплате 11 710 ₽');
  await visitor.applyCode('+7 900 000-00-01');
  await page.locator('#inbox').getByRole('button').waitFor();
  await look(page, 'checkout that waits for a code from a message');
  await visitor.confirmByMessage();
  await visitor.spend(10);
  await expect.poll(visitor.due).toBe('К оплате 11 700 ₽');
  await look(page, 'checkout with all perks');
  for (const group of ['Телефон или карта', 'Коды, которым откажут']) {
    await page.locator('summary', { hasText: group }).click();
    await look(page, `checkout with the panel open at ${group}`);
  }

  await visitor.place();
  await page.getByRole('button', { name: 'Отклонить платёж' }).waitFor();
  await look(page, 'bank');
  await page.getByRole('button', { name: 'Отклонить платёж' }).click();
  await page.getByRole('heading', { name: 'Банк отклонил платёж' }).waitFor();
  await look(page, 'order that waits');
  await page.getByRole('link', { name: /Попробовать ещё раз/ }).click();
  await page.getByRole('button', { name: /^Оплатить/ }).click();
  await page.getByText('Спасибо, заказ принят').waitFor();
  await page.getByText('Отменить заказ').click();
  await look(page, 'order');
  await page.getByRole('button', { name: 'Да, отменить' }).click();
  await page.locator('[data-new-code]').waitFor();
  await look(page, 'cancelled order');

  await visitor.add('honey');
  await visitor.fillCheckout();
  await visitor.applyCode('SALE10');
  await expect.poll(visitor.due).toBe('К оплате 876 ₽');
  await visitor.place();
  await page.getByRole('button', { name: 'Отклонить платёж' }).click();
  await page.getByText('Отменить заказ').click();
  await page.getByRole('button', { name: 'Да, отменить' }).click();
  await page.getByText('снова можно использовать').waitFor();
  await look(page, 'order that was let go');
}

async function findViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: typeof axe }).axe.run;
    // Incomplete results, such as text over pictures, need a person. Definite violations must be none.
    const { violations } = await run(document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
  });
}

/** Finds targets that are too small for a thumb. Links within a sentence are exempt, as in WCAG 2.2. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const inText = (element: Element) => element.matches('p a, li a') && getComputedStyle(element).display === 'inline';
    return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]
      .map((element) => (element.matches('[type=radio]') ? (element.closest('label') ?? element) : element))
      .filter(
        (element) => element.checkVisibility({ opacityProperty: true }) && !element.matches('.skip, [tabindex="-1"]'),
      )
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        return !inText(element) && (height < 43.5 || width < 24);
      })
      .map((element) => element.outerHTML.slice(0, 160));
  });
}

const SCENES: [string, VisitorOptions][] = [
  ['a phone in dark mode', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }],
  ['a desktop in light mode', { viewport: { width: 1280, height: 860 }, colorScheme: 'light' }],
];

describe.each(SCENES)('on %s', (_, options) => {
  it('every page fits, is accessible and reports no browser errors', async () => {
    const { url } = await openShop();
    const visitor = await visit(browser, url, { ...options, reducedMotion: 'reduce' });
    const found: Record<string, unknown> = {};
    await walk(visitor, async (page, name) => {
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      const problems = [
        ...(width > (options.viewport?.width ?? 0) ? [`scrolls sideways: ${width}`] : []),
        ...(await findViolations(page)),
        ...(await smallTargets(page)),
      ];
      if (problems.length > 0) found[name] = problems;
    });
    expect(found).toEqual({});
    expect(visitor.complaints).toEqual([]);
    await visitor.close();
  });
});

describe('at 320 px', () => {
  it.each([16, 32])('no page scrolls sideways with text of %i px in any font', async (textSize) => {
    const fonts = await readFonts();
    const own = await openBrowser({ textSize });
    try {
      const { url } = await openShop();
      const visitor = await visit(own, url, { viewport: { width: 320, height: 640 } });
      const found: Record<string, unknown> = {};
      await walk(visitor, async (page, name) => {
        expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe(`${textSize}px`);
        for (const font of fonts) {
          const problems = await lookInFont(page, font);
          if (problems.length > 0) found[`${name}, ${font.name}`] = problems;
        }
      });
      expect(found).toEqual({});
      expect(visitor.complaints).toEqual([]);
    } finally {
      await own.close();
    }
  });
});
