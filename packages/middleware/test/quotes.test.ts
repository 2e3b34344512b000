import { randomUUID } from 'node:crypto';
import { until } from '@checkout-perks/test-kit/until';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MOTTOR } from './offer-perks.ts';
import { openShop, type Shop, spend, startShop } from './start-shop.ts';

const PERKS = ['gift', 'promo', 'points'] as const;
const HOUR = 3_600_000;
const cart = {
  currency: 'RUB',
  lines: [
    { id: 'tea', quantity: 2, unitPrice: 40_000 },
    { id: 'cup', quantity: 1, unitPrice: 20_000 },
  ],
  delivery: { price: 30_000 },
};

let shop: Shop;
let close: () => Promise<void>;

beforeAll(async () => {
  // Time stands still for the middleware: what it has looked up does not grow old on a busy machine.
  const now = Date.now();
  ({ shop, close } = await openShop({ perks: PERKS, clock: () => now }));
  const at = (ms: number) => new Date(now + ms).toISOString();
  const times = { time_limit_is_enabled: true };
  const limit = { quantity_limit_is_enabled: true };
  for (const promo of [
    { code: 'SALE10' },
    { code: 'Minus200', bonus_amount: 200 },
    { code: 'FREESHIP', bonus_type: 3 as const, bonus_amount: 100, bonus_amount_is_in_percentages: true },
    { code: 'HUGE', bonus_amount: 99_999 },
    { code: 'OLD', ...times, d_off: at(-HOUR) },
    { code: 'SOON', ...times, d_on: at(HOUR) },
    { code: 'OFF', is_enabled: false },
    { code: 'NOUSE', ...limit, quantity_limit: 0 },
    { code: 'ONEUSE', ...limit, quantity_limit: 1 },
  ]) {
    await shop.newPromo(promo);
  }
  await shop.control.mottor.checkOut({ siteId: MOTTOR.siteId, code: 'ONEUSE', goods: 100_000 });
  await shop.newMember({ phone: '79000000001', name: 'ИВАН', email: 'mail@mail.mail', balance: 878 });
  await shop.newMember({ phone: '79000000002', level: 'silver', balance: 5000 });
  await shop.newMember({ phone: '79000000003', level: 'discount' });
});
afterAll(() => close());
afterEach(() => expect(shop.mishaps).toEqual([]));

const quoted = async (codes: string[], loyalty?: { session: string; spend: number | 'max' }) =>
  (await shop.client.quote({ cart, codes, ...(loyalty ? { loyalty } : {}) })).quote;

/** The session of a member whom the shop has logged in. */
async function sessionOf(phone: string): Promise<string> {
  const customerToken = await shop.perks.loyalty.customerToken(phone);
  return (await shop.client.identify({ customerToken })).session;
}

describe('one quote', () => {
  it('joins a promo, points and gift codes, to the kopeck', async () => {
    const code = await shop.newGift(100_000);
    const session = await sessionOf('79000000001');
    const quote = await quoted(['freeship', code, 'sale10'], { session, spend: 100 });
    expect(quote.steps.map(({ kind, base, amount, allocations }) => [kind, base, amount, allocations])).toEqual([
      [
        'promo',
        100_000,
        10_000,
        [expect.objectContaining({ amount: 8000 }), expect.objectContaining({ amount: 2000 })],
      ],
      [
        'points',
        90_000,
        10_000,
        [expect.objectContaining({ amount: 8000 }), expect.objectContaining({ amount: 2000 })],
      ],
      ['deliveryPromo', 30_000, 30_000, [{ line: null, amount: 30_000 }]],
      [
        'gift',
        80_000,
        80_000,
        [expect.objectContaining({ amount: 64_000 }), expect.objectContaining({ amount: 16_000 })],
      ],
    ]);
    expect(quote.codes).toEqual([
      { code: 'FREESHIP', kind: 'promo', status: 'applied', amount: 30_000 },
      { code: `••••${code.slice(-4)}`, kind: 'gift', status: 'applied', amount: 80_000, remainder: 20_000 },
      { code: 'SALE10', kind: 'promo', status: 'applied', amount: 10_000 },
    ]);
    expect(quote).toMatchObject({ discountTotal: 50_000, tenderTotal: 80_000, total: 80_000, amountDue: 0, earn: 0 });
    expect(quote.loyalty).toMatchObject({ state: 'identified', maxSpend: 878, spend: 100, amount: 10_000 });
  });

  it('tells of each promo why it cannot be used', async () => {
    const typed = ['OLD', 'SOON', 'OFF', 'NOUSE', 'ONEUSE', 'NEVER123', 'minus200', 'SALE10', 'MINUS200'];
    const { codes } = await quoted(typed);
    expect(codes.map(({ code, reason, status, keptCode }) => [code, reason ?? status, keptCode])).toEqual([
      ['OLD', 'discount_code_expired', undefined],
      ['SOON', 'discount_code_not_started', undefined],
      ['••••', 'discount_code_invalid', undefined],
      ['NOUSE', 'discount_code_exhausted', undefined],
      ['ONEUSE', 'discount_code_exhausted', undefined],
      ['••••23', 'discount_code_invalid', undefined],
      ['MINUS200', 'applied', undefined],
      ['SALE10', 'discount_code_combination_disallowed', 'MINUS200'],
      ['MINUS200', 'discount_code_already_applied', undefined],
    ]);
  });

  it('takes no more off the goods than they cost', async () => {
    const quote = await quoted(['HUGE']);
    expect(quote).toMatchObject({ discountTotal: 100_000, total: 30_000, amountDue: 30_000 });
    expect(quote.steps).toMatchObject([{ kind: 'promo', amount: 100_000, cappedBy: 'goods' }]);
  });

  it('asks loyalty nothing where nothing is left of the goods', async () => {
    const session = await sessionOf('79000000001');
    const before = shop.proxy.count('calculate');
    const quote = await quoted(['HUGE'], { session, spend: 'max' });
    expect(quote.loyalty).toMatchObject({ state: 'identified', maxSpend: 0, spend: 0, amount: 0, earn: 0 });
    expect(shop.proxy.count('calculate')).toBe(before);
  });

  it('takes as many points as the provider allows', async () => {
    const session = await sessionOf('79000000002');
    const quote = await quoted([], { session, spend: 9999 });
    expect(quote.loyalty).toMatchObject({ maxSpend: 300, spend: 300, amount: 30_000, earn: 0 });
    expect(quote.steps).toMatchObject([{ kind: 'points', points: 300, cappedBy: 'maxSpend' }]);
    expect((await quoted([], { session, spend: 0 })).loyalty).toMatchObject({ maxSpend: 300, spend: 0, earn: 30 });
  });

  it('takes a discount level’s percentage off', async () => {
    const quote = await quoted(['SALE10'], { session: await sessionOf('79000000003'), spend: 'max' });
    expect(quote.steps).toMatchObject([
      { kind: 'promo', amount: 10_000 },
      { kind: 'level', label: 'Скидка', base: 90_000, rate: 700, rounding: 'halfUp', amount: 6300 },
    ]);
    expect(quote.loyalty).toMatchObject({ maxSpend: 0, spend: 0, amount: 6300, earn: 0 });
  });

  it('asks the site for its promos once, however many quotes there are', async () => {
    const before = shop.proxy.count('promos');
    await Promise.all(Array.from({ length: 20 }, () => quoted(['SALE10'])));
    expect(shop.proxy.count('promos')).toBe(before);
  });

  it('asks for one gift code once, however often the shopper changes the cart within a moment', async () => {
    const code = await shop.newGift(100_000);
    const before = shop.proxy.count('check');
    for (let time = 0; time < 3; time += 1) await Promise.all([quoted([code]), quoted([code, code])]);
    expect(shop.proxy.count('check')).toBe(before + 1);
  });

  it('refuses a session that is not ours, and goes on without one that is too old', async () => {
    const loyalty = { session: 'not ours', spend: 0 };
    const refused = await shop.call('POST', '/quote', { cart, codes: [], loyalty });
    expect([refused.status, refused.json.code]).toEqual([422, 'LOYALTY_SESSION_INVALID']);
    const own = await startShop({ perks: PERKS });
    await own.newMember({ phone: '79000000001' });
    const { session } = await own.client.identify({ search: '79000000001' });
    own.time.ahead = 31 * 60_000;
    const { quote } = await own.client.quote({ cart, codes: [], loyalty: { session, spend: 'max' } });
    expect(quote.loyalty).toEqual({ state: 'expired', hint: '', spend: 0, amount: 0 });
  });

  it('refuses points that are none', async () => {
    const session = await sessionOf('79000000001');
    for (const spend of [-1, 1.5, '5', 'most', null, 2 ** 53]) {
      const refused = await shop.call('POST', '/quote', { cart, codes: [], loyalty: { session, spend } });
      expect([refused.status, refused.json.code]).toEqual([422, 'INVALID_REQUEST']);
    }
  });
});

describe('a phone alone', () => {
  it('shows no name and no balance, spends nothing and asks nobody, whether it is a member’s or not', async () => {
    const asked = () => (['member', 'calculate', 'promos', 'check'] as const).map((call) => shop.proxy.count(call));
    let lookedUp = shop.proxy.count('member');
    const quotes = [];
    for (const search of ['79000000001', '79998887701']) {
      const { session } = await shop.client.identify({ search });
      // What is sent behind the answer looks the phone up, once; a quote does not.
      lookedUp += 1;
      await until(() => shop.proxy.count('member') >= lookedUp);
      expect(shop.proxy.count('member')).toBe(lookedUp);
      const before = asked();
      const { quote } = await shop.client.quote({ cart, codes: ['SALE10'], loyalty: { session, spend: 'max' } });
      expect(asked()).toEqual(before);
      expect(quote.loyalty).toMatchObject({ state: 'confirm', spend: 0, amount: 0 });
      quotes.push({ ...quote, id: '', expiresAt: '' });
    }
    expect(quotes[0]).toEqual(quotes[1]);
    expect(JSON.stringify(quotes)).not.toMatch(/ИВАН|878|mail|Бонусы/);
  });
});

describe('promos', () => {
  it('show within a minute in quotes, and at once when the order is placed', async () => {
    const own = await startShop({ perks: PERKS });
    const promoId = await own.newPromo({ code: 'SALE10' });
    const { token } = await own.client.quote({ cart, codes: ['SALE10'] });
    await change(own, promoId, { is_enabled: false });
    expect((await own.client.quote({ cart, codes: ['SALE10'] })).quote.total).toBe(120_000);

    // Older than an order goes by, however long the list took to come.
    own.time.ahead += 59_000;
    const changed = await own.call('PUT', '/orders/o1', { cart, token });
    expect([changed.status, changed.json.code, changed.json.quote.total]).toEqual([409, 'QUOTE_CHANGED', 130_000]);

    await change(own, promoId, { is_enabled: true });
    own.time.ahead += 61_000;
    await own.client.quote({ cart, codes: ['SALE10'] });
    await until(async () => (await own.client.quote({ cart, codes: ['SALE10'] })).quote.total === 120_000);
  });

  it('that end while their provider is down are applied no more', async () => {
    const own = await startShop({ perks: PERKS });
    const end = new Date(Date.now() + HOUR / 2).toISOString();
    await own.newPromo({ code: 'HALFHOUR', time_limit_is_enabled: true, d_off: end });
    await own.newPromo({ code: 'SALE10' });
    const reasons = async () => {
      const { quote } = await own.client.quote({ cart, codes: ['HALFHOUR', 'SALE10'] });
      return quote.codes.map(({ reason, status }) => reason ?? status);
    };
    expect(await reasons()).toEqual(['applied', 'discount_code_combination_disallowed']);
    own.proxy.faults = (call) => (call === 'promos' ? { status: 503 } : undefined);
    own.time.ahead = HOUR / 2 + 1000;
    expect(await reasons()).toEqual(['discount_code_expired', 'applied']);
    own.time.ahead = HOUR + 1000;
    expect(await reasons()).toEqual(['discount_code_unavailable', 'discount_code_unavailable']);
  });
});

describe('a shop with one kind of perk', () => {
  it('says so, and needs no other', async () => {
    const promos = await startShop({ perks: ['promo'] });
    await promos.newPromo({ code: 'SALE10' });
    expect(await promos.client.config()).toMatchObject({ perks: { gift: false, promo: true, points: false } });
    const { quote, token } = await promos.client.quote({ cart, codes: ['SALE10', 'GIFT1234ABCD'] });
    expect(quote.codes).toMatchObject([
      { code: 'SALE10', status: 'applied' },
      { code: 'GIFT1234ABCD', kind: 'promo', reason: 'discount_code_invalid' },
    ]);
    expect((await promos.client.reserve(randomUUID(), { cart, token })).total).toBe(120_000);

    const points = await startShop({ perks: ['points'] });
    const config = await points.client.config();
    expect(config).toMatchObject({
      perks: { gift: false, promo: false, points: true },
      loyalty: { oneTimeCode: true, codeLength: 6 },
    });
    const unknown = await points.client.quote({ cart, codes: ['SALE10'] });
    expect(unknown.quote.codes).toMatchObject([{ reason: 'discount_code_invalid' }]);
  });
});

describe('a shopper who tries codes', () => {
  it('pays for what no provider knows, and for nothing else', async () => {
    const own = await startShop({ perks: PERKS, guesses: { wrongCodes: 3, perSeconds: 600 } });
    await own.newPromo({ code: 'SALE10' });
    await own.newPromo({ code: 'OLD', time_limit_is_enabled: true, d_off: new Date(0).toISOString() });
    await own.newPromo({ code: 'SHIP', bonus_type: 3, bonus_amount: 100 });
    const ask = async (...codes: string[]) =>
      (await own.call('POST', '/quote', { cart: { ...cart, delivery: undefined }, codes })).status;
    for (let time = 0; time < 4; time += 1) expect(await ask('SALE10', 'OLD', 'SHIP')).toBe(200);
    expect([await ask('WRONG001'), await ask('WRONG001'), await ask('WRONG003')]).toEqual([200, 200, 200]);
    expect(await ask('WRONG004')).toBe(429);
    // Nobody is kept from a promo that everybody knows, whatever others at their address try.
    expect(await ask('SALE10')).toBe(200);
    expect(await ask('SALE10', 'WRONG004')).toBe(429);
  });

  it('gains no guesses while the promos’ provider is down', async () => {
    const own = await startShop({ perks: PERKS, guesses: { wrongCodes: 2, perSeconds: 600 } });
    own.proxy.faults = (call) => (call === 'promos' ? { status: 503 } : undefined);
    const ask = async (code: string) => own.call('POST', '/quote', { cart, codes: [code] });
    const first = await ask('WRONG001');
    expect(first.json.quote.codes).toMatchObject([{ reason: 'discount_code_unavailable' }]);
    expect([(await ask('WRONG002')).status, (await ask('WRONG003')).status]).toEqual([200, 429]);
  });
});

describe('what quotes remember of codes and members', () => {
  const [fine, spent] = [{ status: 'applied' }, { reason: 'discount_code_invalid' }];

  it('is forgotten when an order spends a code', async () => {
    const code = await shop.newGift(10_000);
    const { quote, token } = await shop.client.quote({ cart, codes: [code] });
    expect(quote.codes).toMatchObject([fine]);
    await shop.client.reserve('spends', { cart, token });
    await shop.client.commit('spends');
    expect((await quoted([code])).codes).toMatchObject([spent]);
  });

  it('is forgotten when an order finds a code spent elsewhere', async () => {
    const code = await shop.newGift(10_000);
    const { quote, token } = await shop.client.quote({ cart, codes: [code] });
    expect(quote.codes).toMatchObject([fine]);
    await spend(shop.issuer, code);
    const refused = await shop.call('PUT', '/orders/late', { cart, token });
    expect([refused.status, refused.json.code]).toEqual([409, 'QUOTE_CHANGED']);
    expect((await quoted([code])).codes).toMatchObject([spent]);
  });

  it('is forgotten when an order holds points, frees them, or spends them', async () => {
    await shop.newMember({ phone: '79000000004', balance: 500 });
    const session = await sessionOf('79000000004');
    const ask = () => shop.client.quote({ cart, codes: [], loyalty: { session, spend: 100 } });
    const balance = async () => (await ask()).quote.loyalty?.member?.balance;
    expect(await balance()).toBe(500);
    await shop.client.reserve('holds', { cart, token: (await ask()).token });
    expect(await balance()).toBe(400);
    await shop.client.cancel('holds');
    expect(await balance()).toBe(500);
    await shop.client.reserve('pays', { cart, token: (await ask()).token });
    await shop.client.commit('pays');
    expect(await balance()).toBe(400);
  });
});

/** Changes a promo at Mottor, as the merchant would. */
async function change(shop: Shop, promoId: string, body: object): Promise<void> {
  const { userId, apiKey } = MOTTOR;
  const headers = { 'x-api-user-id': String(userId), authorization: `Bearer ${apiKey}` };
  const response = await fetch(`${shop.issuer}/v1/promo/${promoId}`, {
    method: 'PUT',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
}
