import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createNodeHandler } from '../src/adapters/node.ts';
import { ANNA, nextCode, STRANGER, sentInAll, startLoyalShop, wrongFor } from './loyal-shop.ts';
import { CUSTOMER_SECRET, SECRET, startShop } from './start-shop.ts';

const MEMBER = {
  name: 'АННА ИВАНОВА',
  level: { title: 'Бонусы', kind: 'cashback', rate: 1000 },
  balance: 878,
};

describe('a phone', () => {
  it('is confirmed by the code that was sent to it, and then shows the member', async () => {
    const shop = await startLoyalShop();
    const asked = await shop.client.identify({ search: '8 (912) 345-67-89', locale: 'ru' });
    expect(asked).toEqual({
      session: expect.any(String),
      state: 'confirm',
      hint: '+7 ••• •••-••-89',
      expiresAt: expect.any(String),
    });
    const { code, phone, locale } = await nextCode(shop);
    expect([phone, locale]).toEqual(['79123456789', 'ru']);
    expect(code).toMatch(/^\d{6}$/);

    const typed = ` ${code.slice(0, 3)} ${code.slice(3)}\u200b`;
    const confirmed = await shop.client.confirm({ session: asked.session, code: typed });
    expect(confirmed).toEqual({
      session: expect.any(String),
      state: 'identified',
      hint: '+7 ••• •••-••-89',
      member: MEMBER,
      expiresAt: expect.any(String),
    });
    expect(confirmed.session).not.toBe(asked.session);
    expect(shop.sent).toHaveLength(1);
  });

  it('is taken in any usual spelling', async () => {
    const shop = await startLoyalShop();
    const spellings = ['+7 912 345-67-89', '9123456789', '89123456789'];
    for (const [index, search] of spellings.entries()) {
      expect((await shop.client.identify({ search })).hint).toBe('+7 ••• •••-••-89');
      expect((await nextCode(shop, index)).phone).toBe(ANNA.phone);
    }
  });

  it('of nobody is sent nothing, and its session cannot be confirmed', async () => {
    const shop = await startLoyalShop();
    const { session } = await shop.client.identify({ search: STRANGER });
    await expect(shop.client.confirm({ session, code: '123456' })).rejects.toMatchObject({
      code: 'CONFIRMATION_CODE_WRONG',
    });
    expect(await sentInAll(shop, 1)).toEqual([]);
  });

  it('is not that of who has a card of the same digits', async () => {
    const shop = await startLoyalShop();
    await shop.newMember({ phone: '79120000001', card: STRANGER, balance: 5000 });
    await shop.client.identify({ search: STRANGER });
    const token = await shop.perks.loyalty.customerToken(STRANGER);
    await expect(shop.client.identify({ customerToken: token })).rejects.toMatchObject({ code: 'MEMBER_NOT_FOUND' });
    expect(await sentInAll(shop, 2)).toEqual([]);
  });

  it('gets the message in the language of the browser unless the page says another', async () => {
    const shop = await startLoyalShop();
    const languages: [string | undefined, string][] = [
      ['de-AT,de;q=0.9,en;q=0.5', 'de-AT'],
      ['*', 'en'],
      ['"><script>', 'en'],
    ];
    for (const [index, [header = '', locale]] of languages.entries()) {
      const headers = { 'accept-language': header };
      await shop.call('POST', '/loyalty/identify', { search: ANNA.phone }, headers);
      expect((await nextCode(shop, index)).locale).toBe(locale);
    }
  });
});

describe('a card', () => {
  it("is confirmed by a code that goes to the member's own phone, which nobody is shown", async () => {
    const shop = await startLoyalShop();
    const asked = await shop.call('POST', '/loyalty/identify', { search: '2000 0000 00011' });
    expect(asked.json).toMatchObject({ state: 'confirm', hint: '••••0011' });
    const { code, phone } = await nextCode(shop);
    expect(phone).toBe(ANNA.phone);
    const { session } = asked.json as unknown as { session: string };
    expect(await shop.client.confirm({ session, code })).toMatchObject({ state: 'identified', member: MEMBER });
  });

  it('of a member without a phone is sent nothing', async () => {
    const shop = await startLoyalShop();
    await shop.newMember({ card: '2000000000099' });
    await shop.client.identify({ search: '2000000000099' });
    expect(await sentInAll(shop, 1)).toEqual([]);
    expect(shop.mishaps).toEqual([]);
  });
});

describe('an app code', () => {
  it('proves who somebody is at once', async () => {
    const shop = await startLoyalShop();
    const answer = await shop.client.identify({ search: '482 913' });
    expect(answer).toMatchObject({ state: 'identified', hint: '••••13', member: MEMBER });
    expect(shop.sent).toEqual([]);
  });

  it('that is unknown is refused', async () => {
    const shop = await startLoyalShop();
    await expect(shop.client.identify({ search: '482914' })).rejects.toMatchObject({ code: 'MEMBER_NOT_FOUND' });
  });

  it('is one only where the shop says what one looks like, and never part of a phone', async () => {
    const shop = await startLoyalShop();
    const { client } = await shop.another({ loyalty: {} });
    expect(await client.identify({ search: '482913' })).toMatchObject({ state: 'confirm' });
    await shop.newMember({ phone: '74951234567' });
    const { client: careless } = await shop.another({ loyalty: { appCode: /\d+/ } });
    expect(await careless.identify({ search: '74951234567' })).toMatchObject({ state: 'confirm' });
    // LoyalClient takes ten digits for a phone.
    await expect(careless.identify({ search: '4951234567' })).rejects.toMatchObject({ code: 'MEMBER_NOT_FOUND' });
  });
});

describe('a customer token', () => {
  it('of the shop proves who is logged in', async () => {
    const shop = await startLoyalShop();
    for (const search of ['+7 912 345-67-89', ANNA.card]) {
      const customerToken = await shop.perks.loyalty.customerToken(search);
      expect(await shop.client.identify({ customerToken })).toMatchObject({ state: 'identified', member: MEMBER });
    }
    expect(shop.sent).toEqual([]);
  });

  it('of who is no member says so, and one of another secret proves nothing', async () => {
    const shop = await startLoyalShop();
    const customerToken = await shop.perks.loyalty.customerToken(STRANGER);
    await expect(shop.client.identify({ customerToken })).rejects.toMatchObject({ code: 'MEMBER_NOT_FOUND' });
    const other = await shop.another({ loyalty: { customerSecret: `another-${CUSTOMER_SECRET}` } });
    const token = await shop.perks.loyalty.customerToken(ANNA.phone);
    await expect(other.client.identify({ customerToken: token })).rejects.toMatchObject({
      code: 'CUSTOMER_TOKEN_INVALID',
    });
    const without = await shop.another({ loyalty: {} });
    await expect(without.client.identify({ customerToken: token })).rejects.toMatchObject({
      code: 'CUSTOMER_TOKEN_INVALID',
    });
  });

  it('ends', async () => {
    const shop = await startLoyalShop();
    const customerToken = await shop.perks.loyalty.customerToken(ANNA.phone, 60_000);
    shop.time.ahead += 121_000;
    await expect(shop.client.identify({ customerToken })).rejects.toMatchObject({ code: 'CUSTOMER_TOKEN_INVALID' });
  });

  it('cannot be made without points or a secret', async () => {
    const shop = await startLoyalShop();
    const { perks } = await shop.another({ loyalty: {} });
    await expect(perks.loyalty.customerToken(ANNA.phone)).rejects.toMatchObject({
      code: 'CONFIGURATION',
      details: { option: 'loyalty.customerSecret' },
    });
    const pointless = await startShop();
    await expect(pointless.perks.loyalty.customerToken(ANNA.phone)).rejects.toMatchObject({
      code: 'CONFIGURATION',
      details: { option: 'points' },
    });
  });
});

describe('a session', () => {
  it('cannot be confirmed twice, forged, or brought from another shop', async () => {
    const shop = await startLoyalShop();
    const { session } = await shop.client.identify({ search: ANNA.phone });
    const { code } = await nextCode(shop);
    const confirmed = await shop.client.confirm({ session, code });
    await expect(shop.client.confirm({ session, code })).rejects.toMatchObject({ code: 'CONFIRMATION_CODE_WRONG' });

    const foreign = await shop.another({ secret: 'the-secret-of-another-shop-altogether' });
    const forged = [confirmed.session, session.slice(0, -2), `${session}x`, 'x.y.z', '0'];
    for (const token of forged) {
      await expect(shop.client.confirm({ session: token, code })).rejects.toMatchObject({
        code: 'LOYALTY_SESSION_INVALID',
      });
    }
    await expect(foreign.client.confirm({ session, code })).rejects.toMatchObject({ code: 'LOYALTY_SESSION_INVALID' });
  });

  it('outlives a change of the secret, and ends after half an hour', async () => {
    const shop = await startLoyalShop();
    const { session } = await shop.client.identify({ search: ANNA.phone });
    const { code } = await nextCode(shop);
    const rotated = await shop.another({ secret: 'a-newer-secret-of-the-very-same-shop', previousSecrets: [SECRET] });
    await expect(rotated.client.confirm({ session, code: wrongFor(code) })).rejects.toMatchObject({
      code: 'CONFIRMATION_CODE_WRONG',
    });
    await rotated.client.confirm({ session, code });

    const later = await shop.client.identify({ search: ANNA.phone });
    shop.time.ahead += 30 * 60_000 + 1000;
    await expect(shop.client.confirm({ session: later.session, code })).rejects.toMatchObject({
      code: 'LOYALTY_SESSION_EXPIRED',
    });
  });
});

describe('the routes of loyalty', () => {
  it('are there only where there are points', async () => {
    const shop = await startShop();
    for (const path of ['/loyalty/identify', '/loyalty/confirm']) {
      expect((await shop.call('POST', path, { search: ANNA.phone })).json.code).toBe('ROUTE_NOT_FOUND');
    }
    expect(await shop.client.config()).not.toHaveProperty('loyalty');
  });

  it('tell in the configuration how a shopper can show who they are', async () => {
    const shop = await startLoyalShop();
    expect((await shop.client.config()).loyalty).toEqual({ oneTimeCode: true, codeLength: 6 });
    const { client } = await shop.another({ loyalty: {} });
    expect((await client.config()).loyalty).toEqual({ oneTimeCode: false, codeLength: 6 });
  });

  it('take no other method, type or size, and only what the contract knows', async () => {
    const shop = await startLoyalShop();
    const wrong = await shop.call('GET', '/loyalty/identify');
    expect([wrong.json.code, wrong.headers.get('allow')]).toEqual(['METHOD_NOT_ALLOWED', 'POST, OPTIONS']);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await shop.call('POST', '/loyalty/identify', 'search=1', form)).json.code).toBe('UNSUPPORTED_MEDIA_TYPE');
    const large = { search: ANNA.phone, more: 'x'.repeat(33_000) };
    expect((await shop.call('POST', '/loyalty/identify', large)).json.code).toBe('BODY_TOO_LARGE');
    for (const body of [{}, { search: '' }, { search: 'x'.repeat(65) }, { search: '1234', customerToken: 'x' }, []]) {
      expect((await shop.call('POST', '/loyalty/identify', body)).json.code).toBe('INVALID_REQUEST');
    }
    for (const search of ['+7 912', 'ab', 'карта 12345', '\u0000\u0001']) {
      const { json } = await shop.call('POST', '/loyalty/identify', { search });
      expect(json).toMatchObject({ code: 'INVALID_REQUEST', detail: 'search' });
    }
    expect((await shop.call('POST', '/loyalty/confirm', { session: 'x' })).json.code).toBe('INVALID_REQUEST');
    expect(shop.sent).toEqual([]);
  });

  it('can be called by pages of the listed origins alone', async () => {
    const shop = await startLoyalShop();
    const { perks } = await shop.another({ allowedOrigins: ['https://shop.example'] });
    const server = createServer(createNodeHandler(perks)).listen(0, '127.0.0.1');
    shop.onClose(() => server.close());
    await new Promise((done) => server.once('listening', done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${perks.basePath}/loyalty/identify`;
    const preflight = (origin: string) =>
      fetch(url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
    const allowed = async (origin: string) => (await preflight(origin)).headers.get('access-control-allow-origin');
    expect(await allowed('https://shop.example')).toBe('https://shop.example');
    expect(await allowed('https://evil.example')).toBe(null);
  });

  it('are set up right, or not at all', async () => {
    const shop = await startLoyalShop();
    const wrong = [
      { sendCode: 'sms' },
      { customerSecret: 'x'.repeat(31) },
      { customerSecret: new Uint8Array(64) },
      { appCode: '\\d{6}' },
    ];
    for (const loyalty of wrong) {
      await expect(shop.another({ loyalty: loyalty as never })).rejects.toMatchObject({
        code: 'CONFIGURATION',
        details: { option: `loyalty.${Object.keys(loyalty)[0]}` },
      });
    }
  });
});
