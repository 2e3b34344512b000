import { inspect } from 'node:util';
import { expectNoSecrets } from '@checkout-perks/test-kit/secrets';
import { describe, expect, it } from 'vitest';
import { createIssuer, type Issuer } from '../src/index.ts';
import { createCaller, newGift, openIssuer } from './support/open-issuer.ts';
import { CLIENT, loyalCaller, openLoyalty, PHONE } from './support/open-loyalty.ts';
import { createMottorCaller, onPort, readList } from './support/open-mottor.ts';

const controlKey = 'the-key-of-the-control';

function createControlClient(issuer: Pick<Issuer, 'fetch'>, key: string | null = controlKey) {
  return async (method: string, path: string, body?: unknown, raw?: BodyInit) => {
    const request = new Request(`http://issuer.test/__issuer${path}`, {
      method,
      headers: key === null ? {} : { Authorization: `Bearer ${key}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(raw === undefined ? {} : { body: raw }),
    });
    const response = await issuer.fetch(request);
    const text = await response.text();
    return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
  };
}

const routes = [
  ['POST', '/v-dar/merchants'],
  ['POST', '/v-dar/keys'],
  ['POST', '/v-dar/top-ups'],
  ['POST', '/v-dar/codes'],
  ['POST', '/mottor/accounts'],
  ['POST', '/mottor/keys'],
  ['POST', '/mottor/sites'],
  ['POST', '/mottor/promos'],
  ['POST', '/mottor/checkouts'],
  ['POST', '/loyalclient/programs'],
  ['POST', '/loyalclient/keys'],
  ['POST', '/loyalclient/points'],
  ['POST', '/loyalclient/levels'],
  ['POST', '/loyalclient/members'],
  ['GET', '/loyalclient/members/x'],
  ['POST', '/faults'],
  ['GET', '/faults'],
  ['DELETE', '/faults'],
  ['DELETE', '/faults/fault-1'],
  ['GET', '/calls'],
  ['GET', '/survey'],
  ['POST', '/seed'],
  ['POST', '/reset'],
] as const;

describe('the control over HTTP', () => {
  it('is closed without a controlKey', async () => {
    const { issuer } = await openIssuer();
    for (const [method, path] of routes) {
      const { status, json } = await createControlClient(issuer)(method, path, method === 'POST' ? {} : undefined);
      expect([path, status, json]).toStrictEqual([path, 404, { detail: 'Not Found' }]);
    }
  });

  it('is 401 for every other key, without effect', async () => {
    const { issuer, apiKey } = await openIssuer({ controlKey });
    for (const key of [null, '', apiKey, `${controlKey}x`, controlKey.slice(0, -1)]) {
      for (const [method, path] of routes) {
        const { status, json } = await createControlClient(issuer, key)(
          method,
          path,
          method === 'POST' ? {} : undefined,
        );
        expect([path, status, json]).toStrictEqual([path, 401, { code: 'UNAUTHORIZED' }]);
      }
    }
    expect(await issuer.sites()).toHaveLength(1);
  });

  it('creates a merchant with codes, tops up its balance and adds a key', async () => {
    const { issuer } = await openIssuer({ controlKey });
    const control = createControlClient(issuer);
    const made = await control('POST', '/v-dar/merchants', { login: 'books', currency: 'RUB', balance: 100_000 });
    expect([made.status, made.json]).toStrictEqual([201, { apiKey: expect.any(String), siteId: expect.any(String) }]);
    const { apiKey, siteId } = made.json;
    const site = { siteId, login: 'books', currency: 'RUB', balance: 150_000 };
    expect((await control('POST', '/v-dar/top-ups', { siteId, amount: 50_000 })).json).toStrictEqual(site);
    const { json } = await control('POST', '/v-dar/codes', { siteId, amount: 50_000, count: 3, name: 'Gift' });
    expect(new Set(json.codes).size).toBe(3);
    const second = (await control('POST', '/v-dar/keys', { siteId })).json.apiKey;
    for (const key of [apiKey, second]) {
      const call = createCaller(issuer, key);
      expect((await call('GET', `/codes/${json.codes[2]}`)).json).toMatchObject({ is_valid: true, amount: 500 });
      expect((await call('GET', `/merchants/balance/${siteId}`)).json.balance).toBe(0);
    }
    const more = await control('POST', '/v-dar/codes', { siteId, amount: 1 });
    expect([more.status, more.json]).toStrictEqual([422, { code: 'CONFIGURATION', option: 'amount' }]);
  });

  it('creates an account with promos and records a checkout', async () => {
    const { issuer } = await openIssuer({ controlKey });
    const control = createControlClient(issuer);
    const { apiKey, userId } = (await control('POST', '/mottor/accounts', { userId: 123 })).json;
    const { siteId } = (await control('POST', '/mottor/sites', { userId, siteId: 11_111, currency: 'RUB' })).json;
    const promos = [{ code: 'SALE10', is_enabled: true, bonus_amount: 10.5 }, { code: 'OFF' }];
    const added = await control('POST', '/mottor/promos', { siteId, promos });
    expect([added.status, added.json]).toStrictEqual([201, { promoIds: [1, 2] }]);

    const order = { siteId, code: 'SALE10', goods: 100_000, delivery: 30_000, quantity: 2, phone: '79000000001' };
    const done = await control('POST', '/mottor/checkouts', order);
    const sold = { ok: true, leadId: 700_001, promoId: 1, discount: 1050, total: 128_950 };
    expect([done.status, done.json]).toStrictEqual([201, sold]);
    const refused = await control('POST', '/mottor/checkouts', { ...order, code: 'OFF' });
    expect([refused.status, refused.json]).toStrictEqual([409, { ok: false, reason: 'promoNotValid' }]);

    const key = (await control('POST', '/mottor/keys', { userId })).json.apiKey;
    expect(key).not.toBe(apiKey);
    const call = createMottorCaller(issuer, key);
    expect(await readList(call)).toMatchObject([
      { code: 'SALE10', promo_used_count: 1 },
      { code: 'OFF', promo_used_count: 0 },
    ]);
    // The next account gets the number after the chosen one.
    expect((await control('POST', '/mottor/accounts', {})).json.userId).toBe(124);
    expect((await control('POST', '/mottor/sites', { userId })).json.siteId).toBe(11_112);
    // Choosing a lower number later does not lower the counter.
    expect((await control('POST', '/mottor/accounts', { userId: 5 })).json.userId).toBe(5);
    expect((await control('POST', '/mottor/accounts', {})).json.userId).toBe(125);
  });

  it('creates a programme with members and reads a member’s holds and operations', async () => {
    const { issuer } = await openIssuer({ controlKey });
    const control = createControlClient(issuer);
    const { programId } = (await control('POST', '/loyalclient/programs', {})).json;
    const { apiKey } = (await control('POST', '/loyalclient/keys', { programId })).json;
    const { pointId } = (await control('POST', '/loyalclient/points', { programId, title: 'Shop', percent: 7.5 })).json;
    const level = { programId, title: 'Бонусы', type: 'cashback', percent: 5, maxSpendPercent: 50 };
    const { levelId } = (await control('POST', '/loyalclient/levels', level)).json;
    const member = { levelId, phone: '8 (920) 000-00-00', balance: 300, name: 'ИВАН', card: '2000000000011' };
    const { memberId } = (await control('POST', '/loyalclient/members', member)).json;

    const call = loyalCaller(issuer, apiKey);
    const found = await call('client', { search: '2000000000011', point: pointId });
    expect(found.json.client).toMatchObject({ id: memberId, phone: 79_200_000_000, balance: 300 });
    await call('bonuses/hold', { client: memberId, point: pointId, amount: 50 });
    const { status, json } = await control('GET', `/loyalclient/members/${memberId}`);
    expect(status).toBe(200);
    expect(json).toMatchObject({ memberId, balance: 300, free: 250, holds: [{ amount: 50, state: 'held' }] });
    expect((await control('GET', '/loyalclient/members/unknown')).status).toBe(422);
  });

  it('sets, lists and clears faults, and counts calls', async () => {
    const { issuer, call } = await openIssuer({ controlKey });
    const control = createControlClient(issuer);
    const rule = { on: 'v-dar.codes', fault: { kind: 'successFalse' }, times: 5 };
    const set = await control('POST', '/faults', rule);
    expect([set.status, set.json]).toStrictEqual([201, { ...rule, id: 'fault-1', seen: 0, struck: 0 }]);
    expect((await call('GET', '/codes/')).json).toStrictEqual({ success: false });
    const { json } = await control('GET', '/faults');
    expect(json).toStrictEqual({ faults: [{ ...rule, id: 'fault-1', seen: 1, struck: 1 }] });
    expect((await control('GET', '/calls')).json).toMatchObject({ 'v-dar.codes': { received: 1, struck: 1 } });
    expect((await control('DELETE', '/faults/fault-1')).json).toStrictEqual({ cleared: 1 });
    expect((await call('GET', '/codes/')).json).toMatchObject({ total: 0 });
    await control('POST', '/faults', rule);
    await control('POST', '/faults', rule);
    expect((await control('DELETE', '/faults')).json).toStrictEqual({ cleared: 2 });
    const wrong = await control('POST', '/faults', { ...rule, fault: { kind: 'latency' } });
    expect([wrong.status, wrong.json]).toStrictEqual([422, { code: 'CONFIGURATION', option: 'fault.ms' }]);
  });

  it('is never struck by a fault, so every fault can be cleared', async () => {
    const { issuer } = await openIssuer({ controlKey });
    const { url } = await onPort(issuer);
    issuer.control.faults.set({ on: '*', fault: { kind: 'refuse' }, probability: 1 });
    const headers = { Authorization: `Bearer ${controlKey}` };
    const response = await fetch(`${url}/__issuer/faults`, { method: 'DELETE', headers });
    expect(await response.json()).toStrictEqual({ cleared: 1 });
  });

  it('refuses bodies that are invalid, misspelt, of a wrong type, too large or unknown', async () => {
    const { issuer } = await openIssuer({ controlKey });
    const control = createControlClient(issuer);
    expect(await control('POST', '/seed', undefined, '{')).toStrictEqual({
      status: 400,
      json: { code: 'INVALID_JSON' },
    });
    const wrong: [string, unknown, string][] = [
      ['/v-dar/merchants', { login: 'x', currency: 'RUB' }, 'balance'],
      ['/v-dar/merchants', { login: 'x', currency: 'rub', balance: 5 }, 'currency'],
      ['/v-dar/merchants', { login: 'shop1', currency: 'RUB', balance: 5 }, 'login'],
      ['/v-dar/top-ups', { siteId: 'unknown', amount: 5 }, 'siteId'],
      ['/v-dar/top-ups', { siteId: 'unknown', amount: 0 }, 'amount'],
      ['/v-dar/keys', { siteId: 'unknown' }, 'siteId'],
      ['/v-dar/codes', { siteId: 'unknown', amount: 5 }, 'siteId'],
      ['/v-dar/codes', { siteId: 'unknown', amount: 5, count: 1001 }, 'count'],
      ['/mottor/accounts', { userId: -1 }, 'userId'],
      ['/mottor/accounts', { apiKey: 'too short' }, 'apiKey'],
      ['/mottor/sites', { userId: 5 }, 'userId'],
      ['/mottor/keys', { userId: 5 }, 'userId'],
      ['/mottor/promos', { siteId: 5, promos: [{ code: 'A' }] }, 'promos.0'],
      ['/mottor/promos', { siteId: 5, promos: [{ code: 'SALE10' }] }, 'siteId'],
      ['/mottor/checkouts', { siteId: 5, code: 'x', goods: -1 }, 'goods'],
      ['/loyalclient/programs', { programId: 'a b' }, 'programId'],
      ['/loyalclient/points', { programId: 'unknown' }, 'programId'],
      ['/loyalclient/points', { programId: 'unknown', percent: 101 }, 'percent'],
      ['/loyalclient/levels', { programId: 'unknown', title: 'x', type: 'gift', percent: 5 }, 'type'],
      ['/loyalclient/levels', { programId: 'unknown', title: 'x', type: 'discount', percent: 5.555 }, 'percent'],
      ['/loyalclient/members', { levelId: 'unknown' }, 'levelId'],
      ['/loyalclient/members', { levelId: 'unknown', phone: '12' }, 'phone'],
      ['/loyalclient/members', { levelId: 'unknown', balance: 0.001 }, 'balance'],
      ['/loyalclient/members', { levelId: 'unknown', birthday: '29.03.2021' }, 'birthday'],
    ];
    for (const [path, body, option] of wrong) {
      const { status, json } = await control('POST', path, body);
      expect([path, body, status, json]).toStrictEqual([path, body, 422, { code: 'CONFIGURATION', option }]);
    }
    expect((await control('POST', '/seed', { logn: 'x' })).status).toBe(422);
    expect(await control('POST', '/seeds', {})).toStrictEqual({ status: 404, json: { code: 'ROUTE_NOT_FOUND' } });
    const large = await control('POST', '/seed', { login: 'x'.repeat(9 * 1024 * 1024) });
    expect(large).toStrictEqual({ status: 413, json: { code: 'BODY_TOO_LARGE' } });
    expect((await issuer.sites()).map(({ login }) => login)).toStrictEqual(['shop1']);
  });
});

describe('issuer.control', () => {
  it('seeds a shop with every kind of code and member', async () => {
    const { issuer, time } = await openIssuer();
    time.now += 1;
    const shop = await issuer.control.seed();
    const gifts = createCaller(issuer, shop.vDar.apiKey);
    for (const { code, amount } of shop.vDar.codes) {
      expect((await gifts('GET', `/codes/${code}`)).json).toMatchObject({ is_valid: true, amount: amount / 100 });
    }
    const promos = await readList(
      createMottorCaller(issuer, shop.mottor.apiKey, shop.mottor.userId),
      shop.mottor.siteId,
    );
    expect(Object.fromEntries(promos.map(({ code, is_valid }) => [code, is_valid]))).toStrictEqual({
      SALE10: true,
      MINUS500: true,
      FREESHIP: true,
      SHIP150: true,
      FIRST3: true,
      ONCE: true,
      SEASON: true,
      SOON: false,
      LATE: false,
      GONE: false,
      OFF: false,
    });
    const points = loyalCaller(issuer, shop.loyalClient.apiKey);
    const found = [];
    for (const { search } of shop.loyalClient.members) {
      const { json } = await points('client', { search, point: shop.loyalClient.pointId });
      found.push(json.client);
    }
    expect(found).toMatchObject([
      { balance: 878, level: { type: 'cashback', percent: 10, maxSpendPercent: 100 } },
      { balance: 5000, name: null, photo: null, birthday: null, email: null, level: { maxSpendPercent: 30 } },
      { balance: 0, level: { type: 'cashback' } },
      { balance: 0, level: { type: 'discount', percent: 7 } },
    ]);

    time.now += 1;
    const second = await issuer.control.seed({ login: 'other' });
    expect(second.mottor.siteId).not.toBe(shop.mottor.siteId);
    await expect(issuer.control.seed()).rejects.toMatchObject({ code: 'CONFIGURATION', details: { option: 'login' } });
    expect(await issuer.control.survey()).toMatchObject({
      sites: [{ login: 'shop1' }, { login: 'demo' }, { login: 'other' }],
      mottorSites: [{ promos: 11 }, { promos: 11 }],
      points: [{ title: 'demo' }, { title: 'other' }],
    });
  });

  it('resets everything, and reuses no id', async () => {
    const { issuer, call } = await openIssuer();
    const shop = await issuer.control.seed();
    await newGift(call);
    await issuer.control.reset();
    const nothing = { sites: [], mottorSites: [], points: [] };
    expect(await issuer.control.survey()).toStrictEqual(nothing);
    expect((await call('GET', '/codes/')).status).toBe(401);
    const again = await issuer.control.seed();
    expect(again.mottor.userId).toBe(shop.mottor.userId + 1);
  });

  it('adds all promos or none', async () => {
    const { issuer } = await openIssuer();
    const { mottor } = issuer.control;
    const { userId, apiKey } = await mottor.createAccount();
    const { siteId } = await mottor.createSite({ userId });
    expect(await mottor.addPromos({ siteId, promos: [] })).toStrictEqual({ promoIds: [] });
    const many = Array.from({ length: 2500 }, (_, i) => ({ code: `CODE${i}` }));
    await mottor.addPromos({ siteId, promos: many });
    for (const last of [{ code: 'code2499' }, { code: 'fresh2' }, { code: 'Ü' }]) {
      const promos = [...Array.from({ length: 1500 }, (_, i) => ({ code: `fresh${i}` })), last];
      const option = last.code === 'Ü' ? 'promos.1500' : 'promos';
      await expect(mottor.addPromos({ siteId, promos })).rejects.toMatchObject({ details: { option } });
    }
    expect(await readList(createMottorCaller(issuer, apiKey, userId), siteId)).toHaveLength(2500);
    const tooMany = Array.from({ length: 10_001 }, (_, i) => ({ code: `X${i}` }));
    await expect(mottor.addPromos({ siteId, promos: tooMany })).rejects.toMatchObject({
      details: { option: 'promos' },
    });
  });

  it('names the option whose value is taken, without the value', async () => {
    const { issuer, loyalClient, programId, levelId, apiKey } = await openLoyalty();
    const { mottor } = issuer.control;
    await mottor.createAccount({ userId: 5, apiKey: 'a-key-of-an-account' });
    await mottor.createSite({ userId: 5, siteId: 6 });
    const taken: [string, () => Promise<unknown>][] = [
      ['userId', () => mottor.createAccount({ userId: 5 })],
      ['apiKey', () => mottor.createAccount({ apiKey: 'a-key-of-an-account' })],
      ['siteId', () => mottor.createSite({ userId: 5, siteId: 6 })],
      ['programId', () => loyalClient.createProgram({ programId })],
      ['apiKey', () => loyalClient.createProgram({ apiKey })],
      ['pointId', () => loyalClient.createPoint({ programId, pointId: 'shop2' })],
      ['levelId', () => loyalClient.createLevel({ programId, levelId, title: 'x', type: 'discount', percent: 1 })],
      ['memberId', () => loyalClient.createMember({ levelId, memberId: CLIENT })],
      ['phone', () => loyalClient.createMember({ levelId, memberId: 'new', phone: PHONE })],
      ['card', () => loyalClient.createMember({ levelId, memberId: 'new', card: '2000000000011' })],
      ['appCode', () => loyalClient.createMember({ levelId, memberId: 'new', card: '3', appCode: '482913' })],
      ['balance', () => loyalClient.createMember({ levelId: 'less', memberId: 'new', balance: 1 })],
    ];
    for (const [option, act] of taken) {
      const thrown: unknown = await act().catch((error: unknown) => error);
      expect(thrown).toMatchObject({ code: 'CONFIGURATION', details: { option } });
      expectNoSecrets(inspect(thrown, { depth: 10 }), [apiKey, 'a-key-of-an-account', PHONE, '2000000000011']);
      expect(JSON.stringify(thrown)).not.toContain('482913');
      expect(String(thrown)).not.toContain('482913');
    }
    // A request that was refused half-way must leave nothing behind.
    await expect(loyalClient.member('new')).rejects.toMatchObject({ details: { option: 'memberId' } });
    expect(await loyalClient.createMember({ levelId, memberId: 'new', card: '3' })).toStrictEqual({ memberId: 'new' });
  });

  it('refuses an invalid control key and a prefix that is not a path', async () => {
    const database = 'file::memory:';
    await expect(createIssuer({ database, controlKey: 'too short' })).rejects.toMatchObject({
      details: { option: 'controlKey' },
    });
    for (const prefix of ['tenant', '/tenant/', '/ten ant', '']) {
      await expect(createIssuer({ database, loyalClient: { prefix } })).rejects.toMatchObject({
        details: { option: 'loyalClient.prefix' },
      });
    }
  });
});
