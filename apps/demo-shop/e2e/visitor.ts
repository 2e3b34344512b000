import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

/** Somebody who visits the shop with a browser. */
export interface Visitor {
  page: Page;
  /** What the browser complained of: errors of scripts, broken rules of the content security policy. */
  complaints: string[];
  /** Puts a product into the cart from its own page. */
  add(product: string, quantity?: number): Promise<void>;
  /** Opens the checkout and fills it in. */
  fillCheckout(): Promise<void>;
  /** The widget's field. */
  codeField: Locator;
  /** Types a code into the widget and applies it. */
  applyCode(code: string): Promise<void>;
  /** What is left to pay, as the widget says it. */
  due(): Promise<string>;
  place(): Promise<void>;
  close(): Promise<void>;
}

/** Lets a visitor in. */
export async function visit(browser: Browser, shopUrl: string, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({ locale: 'ru-RU', baseURL: shopUrl, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A refused order is an answer, not a fault.
    if (message.type() === 'error' && !/status of (404|409|422)/.test(message.text())) complaints.push(message.text());
  });

  const codeField = page.getByRole('textbox', { name: 'Подарочный код' });
  return {
    page,
    complaints,
    codeField,
    async add(product, quantity = 1) {
      await page.goto(`/goods/${product}`);
      await page.getByLabel('Количество').fill(String(quantity));
      await page.getByRole('button', { name: 'В корзину', exact: true }).click();
      await page.getByText('в корзине').first().waitFor();
    },
    async fillCheckout() {
      await page.goto('/checkout');
      await page.getByLabel('Имя и фамилия').fill('Анна Смирнова');
      await page.getByLabel('Телефон').fill('+7 900 000-00-00');
      await page.getByLabel('Эл. почта').fill('anna@example.ru');
      await page.getByLabel('Картой онлайн').check();
      await page.getByLabel('Курьер').check();
      await page.getByLabel('Адрес', { exact: true }).fill('Ярославль, Садовая улица, 4');
    },
    async applyCode(code) {
      await codeField.fill(code);
      await page.getByRole('button', { name: 'Применить', exact: true }).click();
    },
    async due() {
      const row = page.locator('checkout-perks').getByText('К оплате', { exact: true }).locator('xpath=..');
      return (await row.innerText()).replace(/\s+/g, ' ').trim();
    },
    async place() {
      await page.getByRole('button', { name: 'Заказать', exact: true }).click();
    },
    close: () => context.close(),
  };
}
