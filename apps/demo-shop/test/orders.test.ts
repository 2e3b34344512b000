import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createShopper, type Page, type Shopper } from './support/shopper.ts';
import { openTestShop, type TestShop } from './support/test-shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

/** Orders a teapot (3 490 ₽ and 390 ₽ for the courier) and returns the answer. */
async function order(fields: Record<string, string> = {}): Promise<{ shopper: Shopper; placed: Page; id: string }> {
  const shopper = createShopper(shop);
  await shopper.add('teapot');
  const placed = await shopper.checkout(fields);
  return { shopper, placed, id: placed.location?.split('/').at(-1) ?? '' };
}

const readNewCodes = (page: Page) => [...page.html.matchAll(/data-new-code>([^<]+)</g)].map(([, code]) => code ?? '');
const readStatus = async (code: string) => {
  const found = await shop.vDar.checkCode(code);
  return found.exists ? found.status : 'missing';
};

describe('a code larger than the order', () => {
  it('pays for the whole order, and the remainder is a new code that works', async () => {
    const code = await shop.newCode(1_000_000);
    const { shopper, placed } = await order({ 'perks-code': code, payment: 'card' });
    expect(placed.location).toMatch(/^\/orders\//);
    const page = await shopper.get(placed.location ?? '');
    expect(page.text).toContain('Оплачен подарком');
    expect(page.text).toContain('Остаток 6 120 ₽');
    const [rest = ''] = readNewCodes(page);
    expect(await readStatus(code)).toBe('activated');
    expect(await readStatus(rest)).toBe('active');

    const second = await order({ 'perks-code': rest });
    const secondPage = await second.shopper.get(second.placed.location ?? '');
    expect(secondPage.text).toContain('Остаток 2 240 ₽');
  });

  it('is refused the second time with the message for an unknown code', async () => {
    const code = await shop.newCode(1_000_000);
    await order({ 'perks-code': code });
    const again = await order({ 'perks-code': code });
    const never = await order({ 'perks-code': 'ABCDEFGH12345678WXYZ' });
    const words = (page: Page) =>
      /<div class="notice"[\s\S]*?<\/h2>([\s\S]*?)<button/.exec(page.html)?.[1] ?? page.text;
    expect(again.placed.status).toBe(409);
    expect(words(again.placed).replace(code.slice(-4), '')).toBe(words(never.placed).replace('WXYZ', ''));
  });
});

describe('paying by card', () => {
  it('activates the code and charges the card only after the bank approves', async () => {
    const code = await shop.newCode(100_000);
    const { shopper, placed, id } = await order({ 'perks-code': code, payment: 'card' });
    expect(placed.location).toBe(`/bank/${id}`);
    const bank = await shopper.get(`/bank/${id}`);
    expect(bank.text).toContain('учебная страница банка');
    expect(bank.text).toContain('2 880 ₽');
    expect(await readStatus(code)).toBe('active');
    expect((await shopper.get(`/orders/${id}`)).text).toContain('Ждёт оплаты');

    const paid = await shopper.post(`/bank/${id}`, { decision: 'pay' });
    expect(paid.location).toBe(`/orders/${id}`);
    const page = await shopper.get(`/orders/${id}`);
    expect(page.text).toContain('Оплачен, собираем посылку');
    expect(page.text).toContain('Оплачено картой');
    expect(await readStatus(code)).toBe('activated');
    expect((await shopper.get(`/bank/${id}`)).location).toBe(`/orders/${id}`);
  });

  it('can be tried again after the bank declines', async () => {
    const code = await shop.newCode(100_000);
    const { shopper, id } = await order({ 'perks-code': code, payment: 'card' });
    await shopper.post(`/bank/${id}`, { decision: 'decline' });
    expect((await shopper.get(`/orders/${id}`)).text).toContain('Банк отклонил платёж');
    expect(await readStatus(code)).toBe('active');
    expect((await shopper.get('/cart')).text).toContain('1 товар');

    await shopper.post(`/bank/${id}`, { decision: 'pay' });
    expect((await shopper.get(`/orders/${id}`)).text).toContain('Оплачено картой');
    expect((await shopper.get('/cart')).text).toContain('Пока здесь пусто');
  });

  it('returns to the checkout without a charge if the code was used meanwhile', async () => {
    const code = await shop.newCode(100_000);
    const { shopper, id } = await order({ 'perks-code': code, payment: 'card' });
    await shop.vDar.activateCode({ code, siteId: shop.siteId });

    const paid = await shopper.post(`/bank/${id}`, { decision: 'pay' });
    expect(paid.location).toBe('/checkout?problem=declined');
    const checkout = await shopper.get('/checkout?problem=declined');
    expect(checkout.text).toContain('Код или баллы не удалось списать');
    expect(checkout.html).toContain('value="Анна Смирнова"');
    expect((await shopper.get(`/orders/${id}`)).text).toContain('деньги не списаны');
    expect((await shopper.checkout({ payment: 'onDelivery' })).location).toMatch(/^\/orders\//);
  });

  it('returns to the checkout without a charge if the service is down', async () => {
    const code = await shop.newCode(100_000);
    const { shopper, id } = await order({ 'perks-code': code, payment: 'card' });
    await shop.stopIssuer();
    try {
      const paid = await shopper.post(`/bank/${id}`, { decision: 'pay' });
      expect(paid.location).toBe('/checkout?problem=perksDown');
      expect((await shopper.get(`/orders/${id}`)).text).toContain('деньги не списаны');
    } finally {
      await shop.resumeIssuer();
    }
    expect(await readStatus(code)).toBe('active');
    expect((await shopper.checkout({ 'perks-code': code })).location).toMatch(/^\/orders\//);
  });

  it('resumes by itself if the outcome of the activation is unknown', async () => {
    const code = await shop.newCode(100_000);
    const before = await shop.balance();
    const { shopper, id } = await order({ 'perks-code': code, payment: 'card' });
    shop.garbleAnswers(true);
    try {
      const paid = await shopper.post(`/bank/${id}`, { decision: 'pay' });
      expect(paid.location).toBe(`/orders/${id}`);
      const page = await shopper.get(`/orders/${id}`);
      expect(page.text).toContain('Подтверждаем');
      expect(page.html).toContain('http-equiv="refresh"');
      expect(page.text).not.toContain('Отменить заказ');
    } finally {
      shop.garbleAnswers(false);
    }
    // After this time no answer can arrive any more, so the middleware probes the code.
    shop.later(2 * 60_000);
    await expect.poll(() => readStatus(code)).toBe('activated');
    await expect.poll(async () => (await shopper.get('/cart')).text).toContain('Пока здесь пусто');
    expect((await shopper.get(`/orders/${id}`)).text).toContain('Оплачено картой');
    expect(await shop.balance()).toBe(before + 100_000);
  });

  it('returns to the checkout if the payment took too long', async () => {
    const own = await openTestShop();
    try {
      const code = await own.newCode(100_000);
      const shopper = createShopper(own);
      await shopper.add('teapot');
      const placed = await shopper.checkout({ 'perks-code': code, payment: 'card' });
      own.later(31 * 60_000);
      const paid = await shopper.post(placed.location ?? '', { decision: 'pay' });
      expect(paid.location).toBe('/checkout?problem=expired');
      expect((await shopper.get('/checkout?problem=expired')).text).toContain('Время на оплату вышло');
      expect((await shopper.checkout({ 'perks-code': code })).location).toMatch(/^\/orders\//);
    } finally {
      await own.close();
    }
  });

  it('keeps items that were added to the cart during the payment', async () => {
    const { shopper, id } = await order({ payment: 'card' });
    await shopper.add('honey', 2);
    await shopper.post(`/bank/${id}`, { decision: 'pay' });
    expect((await shopper.get('/cart')).text).toContain('2 товара 1 080 ₽');
  });

  it('refuses any answer but pay and decline, and unknown orders', async () => {
    const { shopper, id } = await order({ payment: 'card' });
    expect((await shopper.post(`/bank/${id}`, { decision: 'steal' })).status).toBe(400);
    expect((await shopper.post('/bank/s00000000000000000000', { decision: 'pay' })).status).toBe(404);
    expect((await shopper.get(`/orders/${id}`)).text).toContain('Ждёт оплаты');
  });
});

describe('a second order before paying', () => {
  it('creates a new order, and the first order releases its code', async () => {
    const code = await shop.newCode(100_000);
    const { shopper, id } = await order({ 'perks-code': code, payment: 'card' });
    const again = await shopper.checkout({ 'perks-code': code, payment: 'onDelivery' });
    expect(again.location).not.toContain(id);
    expect((await shopper.get(again.location ?? '')).text).toContain('К оплате 2 880 ₽');
    expect((await shopper.get(`/orders/${id}`)).text).toContain('Отменён');
  });
});

describe('cancelling', () => {
  it('before payment releases the code', async () => {
    const code = await shop.newCode(100_000);
    const { shopper, id } = await order({ 'perks-code': code, payment: 'card' });
    await shopper.post(`/orders/${id}/cancel`, {});
    expect((await shopper.get(`/orders/${id}`)).text).toContain('Отменён');
    expect(await readStatus(code)).toBe('active');
    const other = await order({ 'perks-code': code });
    expect(other.placed.location).toMatch(/^\/orders\//);
  });

  it('after payment refunds the gift code as a new code, once, and the money to the card', async () => {
    const code = await shop.newCode(100_000);
    const { shopper, id } = await order({ 'perks-code': code, payment: 'card' });
    await shopper.post(`/bank/${id}`, { decision: 'pay' });
    await shopper.post(`/orders/${id}/cancel`, {});
    await shopper.post(`/orders/${id}/cancel`, {});
    const page = await shopper.get(`/orders/${id}`);
    expect(page.text).toContain('Возврат 1 000 ₽');
    expect(page.text).toContain('Деньги вернулись на карту');
    const codes = readNewCodes(page);
    expect(codes).toHaveLength(1);
    expect(await shop.vDar.checkCode(codes[0] ?? '')).toMatchObject({ status: 'active', amount: 100_000 });
  });

  it('of an order without gift codes issues no code', async () => {
    const { shopper, id } = await order();
    await shopper.post(`/orders/${id}/cancel`, {});
    const page = await shopper.get(`/orders/${id}`);
    expect(page.text).toContain('Отменён');
    expect(readNewCodes(page)).toEqual([]);
  });

  it('while the service is down says so, and completes later by itself', async () => {
    const own = await openTestShop();
    try {
      const shopper = createShopper(own);
      await shopper.add('teapot');
      const placed = await shopper.checkout({ 'perks-code': await own.newCode(100_000) });
      const page = () => shopper.get(placed.location ?? '');
      expect((await page()).text).toContain('Спасибо, заказ принят');

      await own.stopIssuer();
      await own.restart({ wait: 1 });
      const answer = await shopper.post(`${placed.location}/cancel`, {});
      const { text, html } = await shopper.get(answer.location ?? '');
      expect(text).toContain('Отменяем и возвращаем оплату');
      expect(html).toContain('http-equiv="refresh"');

      await own.resumeIssuer();
      own.later(2 * 60_000);
      await expect.poll(async () => readNewCodes(await page())).toHaveLength(1);
    } finally {
      await own.close();
    }
  });
});

describe('order pages', () => {
  it('never show used codes, and are not cached or indexed', async () => {
    const code = await shop.newCode(100_000);
    const { shopper, id } = await order({ 'perks-code': code });
    const page = await shopper.get(`/orders/${id}`);
    expect(id).toMatch(/^s[\w-]{27}$/);
    expect(page.html).not.toContain(code);
    expect(page.text).toContain(`••••${code.slice(-4)}`);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('x-robots-tag')).toBe('noindex');
  });

  it('survive a restart, with their codes', async () => {
    const code = await shop.newCode(1_000_000);
    const { shopper, id } = await order({ 'perks-code': code });
    const before = readNewCodes(await shopper.get(`/orders/${id}`));
    await shop.restart();
    expect(readNewCodes(await shopper.get(`/orders/${id}`))).toEqual(before);
    expect(before).toHaveLength(1);
  });

  it('write no code and no personal data to the log', async () => {
    const text = JSON.stringify(shop.logged);
    expect(text).not.toMatch(/Анна|anna@|900 000|[A-Z0-9]{20}/);
  });
});
