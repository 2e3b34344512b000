import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { type Font, readFonts } from '../e2e/support/look-in-font.ts';
import { openBrowser } from '../e2e/support/open-browser.ts';
import { runShop } from '../e2e/support/running-shop.ts';
import { type VisitorOptions, visit } from '../e2e/support/visitor.ts';

/** The folder of the front page's pictures. */
const FOLDER = fileURLToPath(new URL('../../../docs/pictures/', import.meta.url));
/** This font is installed with the tests, because machines have different fonts. */
const FONT = 'Open Sans';

const PICTURES: [string, VisitorOptions][] = [
  ['checkout-en-light', { locale: 'en-GB', colorScheme: 'light', viewport: { width: 1180, height: 860 } }],
  ['checkout-en-dark', { locale: 'en-GB', colorScheme: 'dark', viewport: { width: 1180, height: 860 } }],
  ['checkout-ru-light', { locale: 'ru-RU', colorScheme: 'light', viewport: { width: 1180, height: 860 } }],
  ['checkout-ru-dark', { locale: 'ru-RU', colorScheme: 'dark', viewport: { width: 1180, height: 860 } }],
];

it.each(PICTURES)('takes the picture %s', async (name, options) => {
  const shop = await runShop();
  const browser = await openBrowser();
  onTestFinished(async () => {
    await browser.close();
    await shop.close();
  });
  const visitor = await visit(browser, shop.url, { ...options, deviceScaleFactor: 1.5, reducedMotion: 'reduce' });
  const { page } = visitor;
  await visitor.add('teapot');
  await visitor.add('linen-towel', 2);
  await visitor.fillCheckout();
  await expect.poll(visitor.due).not.toContain('—');
  for (const code of ['SALE10', await shop.newCode(100_000)]) {
    const before = await visitor.due();
    await visitor.applyCode(code);
    await expect.poll(visitor.due).not.toBe(before);
  }
  await visitor.applyCode('+7 900 000-00-01');
  await page.locator('#inbox').getByRole('button').waitFor();
  await visitor.confirmByMessage();
  const before = await visitor.due();
  await visitor.spend(300);
  await expect.poll(visitor.due).not.toBe(before);

  const font = (await readFonts()).find((one) => one.name === FONT);
  if (font) await showIn(page, font);
  await page.locator('checkout-perks').evaluate((element) => element.scrollIntoView({ block: 'center' }));
  await mkdir(FOLDER, { recursive: true });
  await page.screenshot({ path: `${FOLDER}${name}.png` });
});

async function showIn(page: Page, { name, faces }: Font): Promise<void> {
  await page.evaluate(
    async ({ name, faces }) => {
      for (const { data, weight, unicodeRange } of faces) {
        const bytes = Uint8Array.from(atob(data), (byte) => byte.charCodeAt(0));
        document.fonts.add(await new FontFace(name, bytes, { weight, unicodeRange }).load());
      }
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`:root { --sans: "${name}" }`);
      document.adoptedStyleSheets.push(sheet);
    },
    { name, faces },
  );
}
