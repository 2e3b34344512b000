import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

/** A shopper's browser window. */
export interface Visitor {
  page: Page;
  /** Script errors and errors on the browser's console. */
  complaints: string[];
  /** Adds products to the cart from their pages. */
  add(product: string, quantity?: number): Promise<void>;
  /** Opens the checkout and fills it in. */
  fillCheckout(): Promise<void>;
  /** The widget's field. */
  codeField: Locator;
  /** Types a code, phone or card into the widget and applies it. */
  applyCode(code: string): Promise<void>;
  /** Types the one-time code from the simulated phone; the last digit confirms it. */
  confirmByMessage(): Promise<void>;
  /** Sets how many points to spend. */
  spend(points: number): Promise<void>;
  /** Reads the amount due from the widget. */
  due(): Promise<string>;
  /** Reads every row of the widget's total, such as `Товары 2 230 ₽`. */
  sums(): Promise<string[]>;
  place(): Promise<void>;
  close(): Promise<void>;
}

/** The texts that the visitor looks for, by language. */
const WORDS = {
  'ru-RU': {
    quantity: 'Количество',
    add: 'В корзину',
    added: 'в корзине',
    name: 'Имя и фамилия',
    phone: 'Телефон',
    email: 'Эл. почта',
    card: 'Картой онлайн',
    courier: 'Курьер',
    address: 'Адрес',
    field: /промокод/i,
    apply: 'Применить',
    fill: 'Ввести код',
    due: 'К оплате',
    place: 'Заказать',
  },
  'en-GB': {
    quantity: 'Quantity',
    add: 'Add to cart',
    added: 'is in your cart',
    name: 'Full name',
    phone: 'Phone',
    email: 'E-mail',
    card: 'Card online',
    courier: 'Courier',
    address: 'Address',
    field: /promo code/i,
    apply: 'Apply',
    fill: 'Enter the code',
    due: 'To pay',
    place: 'Place the order',
  },
} as const;

/** Options of a browser window; Russian unless given. */
export type VisitorOptions = Omit<BrowserContextOptions, 'locale'> & { locale?: keyof typeof WORDS };

/** Time limit of one browser action, ms. */
const LONGEST = 90_000;

/** Opens a browser window at the shop. */
export async function visit(browser: Browser, shopUrl: string, options: VisitorOptions = {}): Promise<Visitor> {
  const words = WORDS[options.locale ?? 'ru-RU'];
  const context = await browser.newContext({ locale: 'ru-RU', baseURL: shopUrl, ...options });
  // A busy machine may take longer than Playwright's default of thirty seconds.
  context.setDefaultTimeout(LONGEST);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A refused order is an expected answer, not an error.
    if (message.type() === 'error' && !/status of (403|404|409|422)/.test(message.text()))
      complaints.push(message.text());
  });

  const widget = page.locator('checkout-perks');
  const codeField = widget.getByRole('textbox', { name: words.field });
  const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
  return {
    page,
    complaints,
    codeField,
    async add(product, quantity = 1) {
      await page.goto(`/goods/${product}`);
      await page.getByLabel(words.quantity).fill(String(quantity));
      await page.getByRole('button', { name: words.add, exact: true }).click();
      await page.getByText(words.added).first().waitFor();
    },
    async fillCheckout() {
      await page.goto('/checkout');
      await page.getByLabel(words.name).fill('Анна Смирнова');
      await page.getByLabel(words.phone, { exact: true }).fill('+7 900 000-00-00');
      await page.getByLabel(words.email).fill('anna@example.ru');
      await page.getByLabel(words.card).check();
      await page.getByLabel(words.courier).check();
      await page.getByLabel(words.address, { exact: true }).fill('Ярославль, Садовая улица, 4');
    },
    async applyCode(code) {
      await codeField.fill(code);
      await widget.getByRole('button', { name: words.apply, exact: true }).click();
    },
    async confirmByMessage() {
      await page.locator('#inbox').getByRole('button', { name: words.fill }).first().click();
      await widget.locator('[part~="balance"], [part~="earn"]').first().waitFor();
    },
    async spend(points) {
      await widget.locator('input[part~="spend"]').fill(String(points));
    },
    async due() {
      const row = widget.getByText(words.due, { exact: true }).locator('xpath=..');
      return oneLine(await row.innerText());
    },
    async sums() {
      const rows = await widget.locator('dl > div').allInnerTexts();
      return rows.map(oneLine);
    },
    async place() {
      await page.getByRole('button', { name: words.place, exact: true }).click();
    },
    close: () => context.close(),
  };
}
