import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTACT, createShopper, type Shopper } from './support/shopper.ts';
import { openTestShop, type TestShop } from './support/test-shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

/** Requests a quote from the shop's origin, as the widget does. */
async function quote(cart: object, codes: string[]): Promise<{ token: string; quote: { amountDue: number } }> {
  const answer = await fetch(`${shop.url}/perks/v1/quote`, {
    method: 'POST',
    body: JSON.stringify({ cart, codes }),
    headers: { 'content-type': 'application/json' },
  });
  return (await answer.json()) as { token: string; quote: { amountDue: number } };
}

function readCart(html: string): { delivery: { price: number } } {
  return JSON.parse(/<script type="application\/json">(.*?)<\/script>/s.exec(html)?.[1] ?? '');
}

async function shopperWith(product: string): Promise<Shopper> {
  const shopper = createShopper(shop);
  await shopper.add(product);
  return shopper;
}

describe('the checkout form', () => {
  it('keeps what was typed and names the invalid fields', async () => {
    const shopper = await shopperWith('teapot');
    const page = await shopper.checkout({ phone: '12', email: 'anna', address: '', name: '<b>"Анна"</b>' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('от 10 до 15 цифр');
    expect(page.text).toContain('в адресе почты ошибка');
    expect(page.text).toContain('Для курьера нужен адрес');
    expect(page.html).toContain('value="&lt;b&gt;&quot;Анна&quot;&lt;/b&gt;"');
    expect(page.html.match(/aria-invalid="true"/g)).toHaveLength(3);

    const later = await shopper.get('/checkout');
    expect(later.html).toContain('value="anna"');
  });

  it('needs no address for a pickup', async () => {
    const shopper = await shopperWith('teapot');
    const page = await shopper.checkout({ address: '', delivery: 'point', point: 'river' });
    expect(page.location).toMatch(/^\/orders\//);
    const order = await shopper.get(page.location ?? '');
    expect(order.text).toContain('Речной проспект, 3');
    expect(order.text).toContain('3 680 ₽');
  });

  it('handles invalid input', async () => {
    const shopper = await shopperWith('teapot');
    const rubbish = [
      ['delivery', 'dragon'],
      ['payment', ''],
      ['email', 'a@b'],
      ['phone', '9'.repeat(40)],
    ];
    for (const [name = '', value = ''] of rubbish) {
      expect([name, (await shopper.checkout({ [name]: value })).status]).toEqual([name, 422]);
    }
    expect((await shopper.checkout({ intent: 'dance', perks: 'rubbish' })).status).toBe(409);
    expect((await shopper.checkout({ attempt: '../../etc' })).status).toBe(409);
    expect((await shopper.checkout({ attempt: '' })).status).toBe(409);
  });

  it('gives the widget the cart as data that no text can break out of', async () => {
    const shopper = await shopperWith('teapot');
    const { html } = await shopper.get('/checkout');
    expect(readCart(html)).toEqual({
      currency: 'RUB',
      lines: [{ id: 'teapot', quantity: 1, unitPrice: 349_000 }],
      delivery: { price: 39_000 },
    });
  });

  it('redirects to the cart if the cart is empty', async () => {
    expect((await createShopper(shop).get('/checkout')).location).toBe('/cart');
    expect((await createShopper(shop).post('/checkout', CONTACT)).location).toBe('/cart');
  });
});

describe('placing an order', () => {
  it('without codes, paid on delivery, empties the cart', async () => {
    const shopper = await shopperWith('teapot');
    const placed = await shopper.checkout();
    const order = await shopper.get(placed.location ?? '');
    expect(order.text).toContain('Спасибо, заказ принят');
    expect(order.text).toContain('3 880 ₽');
    expect((await shopper.get('/cart')).text).toContain('Пока здесь пусто');
  });

  it('twice with two clicks creates one order', async () => {
    const shopper = await shopperWith('teapot');
    const page = await shopper.get('/checkout');
    const fields = { ...CONTACT, attempt: page.hidden('attempt'), 'seen-goods': page.hidden('seen-goods') };
    const clicks = await Promise.all([shopper.post('/checkout', fields), shopper.post('/checkout', fields)]);
    const third = await shopper.post('/checkout', fields);
    expect(clicks[0]?.location).toMatch(/^\/orders\//);
    expect(new Set([...clicks, third].map((click) => click.location)).size).toBe(1);
  });

  it('from a form that is older than the cart asks the shopper to check the order', async () => {
    const shopper = await shopperWith('teapot');
    const page = await shopper.get('/checkout');
    await shopper.add('lamp');
    const fields = { ...CONTACT, attempt: page.hidden('attempt'), 'seen-goods': page.hidden('seen-goods') };
    const stale = await shopper.post('/checkout', fields);
    expect([stale.status, stale.hidden('seen-goods')]).toEqual([409, '898000']);
    expect(stale.text).toContain('Корзина изменилась в другом окне');
  });

  it('at an outdated total asks the shopper to check the order', async () => {
    const code = await shop.newCode(100_000);
    const shopper = await shopperWith('teapot');
    const { html } = await shopper.get('/checkout');
    const { token } = await quote(readCart(html), [code]);
    const changed = await shopper.checkout({ perks: token, delivery: 'pickup' });
    expect(changed.status).toBe(409);
    expect(changed.text).toContain('Сумма изменилась');
    expect(changed.html).toMatch(/id="delivery-pickup"[^>]* checked/);

    const fresh = await quote({ ...readCart(html), delivery: { price: 0 } }, [code]);
    const placed = await shopper.checkout({ perks: fresh.token, delivery: 'pickup' });
    expect(placed.location).toMatch(/^\/orders\//);
    expect((await shopper.get(placed.location ?? '')).text).toContain('К оплате 2 490 ₽');
  });
});

describe('gift codes without JavaScript', () => {
  it('are included in the total on demand, which spends nothing', async () => {
    const code = await shop.newCode(100_000);
    const shopper = await shopperWith('teapot');
    const page = await shopper.checkout({ intent: 'recalculate', 'perks-code': code, delivery: 'pickup' });
    expect(page.status).toBe(200);
    expect(page.text).toContain('К оплате 2 490 ₽');
    expect(page.html).toContain(`value="${code}"`);
    expect((await shop.vDar.checkCode(code)).exists && (await shop.vDar.checkCode(code))).toMatchObject({
      status: 'active',
    });
  });

  it('pay for part of the order, several at once', async () => {
    const codes = [await shop.newCode(100_000), await shop.newCode(50_000)];
    const shopper = await shopperWith('teapot');
    const before = await shop.balance();
    const placed = await shopper.checkout({ 'perks-code': codes.join(', ') });
    const order = await shopper.get(placed.location ?? '');
    expect(order.text).toContain('К оплате 2 380 ₽');
    expect(order.html).not.toContain(codes[0]);
    expect(await shop.balance()).toBe(before + 150_000);
  });

  it('that are wrong are explained, and the order can be placed without them', async () => {
    const shopper = await shopperWith('teapot');
    const wrong = await shopper.checkout({ 'perks-code': 'NOSUCHCODE1234567890' });
    expect(wrong.status).toBe(409);
    expect(wrong.text).toContain('Такого кода нет, или он уже использован');
    expect(wrong.html).toContain('value="NOSUCHCODE1234567890"');
    expect(wrong.html).toContain('value="without-codes"');

    const placed = await shopper.checkout({ 'perks-code': 'NOSUCHCODE1234567890', intent: 'without-codes' });
    expect((await shopper.get(placed.location ?? '')).text).toContain('3 880 ₽');
  });

  it('are limited to five at a time', async () => {
    const shopper = await shopperWith('teapot');
    const page = await shopper.checkout({ 'perks-code': 'A1,B2,C3,D4,E5,F6' });
    expect([page.status, page.text.includes('не больше пяти кодов')]).toEqual([422, true]);
  });
});

describe('while the gift code service is down', () => {
  it('keeps a code for later, and places the order without it', async () => {
    const code = await shop.newCode(100_000);
    const shopper = await shopperWith('teapot');
    const { html } = await shopper.get('/checkout');
    const { token } = await quote(readCart(html), [code]);

    await shop.stopIssuer();
    try {
      for (const [name, value] of [
        ['perks-code', code],
        ['perks', token],
      ] as const) {
        const page = await shopper.checkout({ [name]: value });
        expect(page.status).toBe(409);
        expect(page.text).toContain('Сервис скидок сейчас не отвечает');
        expect(page.html).toContain('value="Анна Смирнова"');
      }
      const placed = await shopper.checkout({ 'perks-code': code, intent: 'without-codes' });
      expect((await shopper.get(placed.location ?? '')).text).toContain('Спасибо, заказ принят');
    } finally {
      await shop.resumeIssuer();
    }
    expect(await shop.vDar.checkCode(code)).toMatchObject({ status: 'active' });
  });
});

describe('guessing codes', () => {
  it('is limited, also without JavaScript', async () => {
    const own = await openTestShop();
    try {
      const shopper = createShopper(own);
      await shopper.add('teapot');
      let page = await shopper.get('/cart');
      for (let tries = 0; tries < 3; tries += 1) {
        const codes = ['A', 'B', 'C', 'D', 'E'].map((letter) => `GUESS${letter}${tries}`).join(',');
        page = await shopper.checkout({ 'perks-code': codes });
      }
      expect(page.text).toContain('Слишком много неверных кодов');
      expect((await shopper.checkout()).location).toMatch(/^\/orders\//);
    } finally {
      await own.close();
    }
  });
});
