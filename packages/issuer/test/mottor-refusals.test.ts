import { describe, expect, it } from 'vitest';
import { createMottorCaller, openMottor, readList, SITE } from './support/open-mottor.ts';

const unauthorized = { title: 'unauthorized', error: 0, code: 401 };
const siteForeign = { title: 'user cant view site', error: 30, code: 403 };
const promoForeign = { title: 'user cant view promo', error: 40, code: 403 };
const invalid = { title: 'file or data is invalid', error: 10, code: 400 };
const taken = { title: 'promo already exists', error: 10, code: 409 };

const calls = [
  ['GET', `/promo?site_id=${SITE}`],
  ['POST', '/promo'],
  ['GET', '/promo/1'],
  ['PUT', '/promo/1'],
  ['DELETE', '/promo/1'],
  ['GET', '/promo/1/statistics'],
] as const;

describe('a refusal of Mottor', () => {
  it('is 401 without key or user, with a wrong one, and with another account’s user', async () => {
    const { call, control, newPromo } = await openMottor();
    await newPromo();
    await control.mottor.createAccount({ userId: 7 });
    for (const [method, path] of calls) {
      for (const access of [
        { key: null },
        { key: 'not-a-known-key-at-all' },
        { user: null },
        { user: '7' },
        { user: '0123' },
        { user: '123.0' },
        { user: '' },
      ]) {
        const { status, json } = await call(method, path, access);
        expect([method, access, status, json]).toStrictEqual([method, access, 401, unauthorized]);
      }
    }
    expect(await readList(call)).toHaveLength(1);
  });

  it('is 403/30 for another account’s site, an unknown site, and the statistics of such a promo', async () => {
    const { issuer, call, control } = await openMottor();
    const stranger = await control.mottor.createAccount();
    const { siteId } = await control.mottor.createSite({ userId: stranger.userId });
    const { promoIds } = await control.mottor.addPromos({ siteId, promos: [{ code: 'THEIRS' }] });
    for (const site of [siteId, 99_999]) {
      expect((await call('GET', `/promo?site_id=${site}`)).json).toStrictEqual(siteForeign);
      const made = await call('POST', '/promo', { body: { site_id: site, code: 'MINE' } });
      expect([made.status, made.json]).toStrictEqual([403, siteForeign]);
    }
    for (const id of [promoIds[0], 4711, 'abc', '0', '-1', '01', '1.5', '9'.repeat(30)]) {
      const { status, json } = await call('GET', `/promo/${id}/statistics`);
      expect([id, status, json]).toStrictEqual([id, 403, siteForeign]);
    }
    const theirs = createMottorCaller(issuer, stranger.apiKey, stranger.userId);
    expect(await readList(theirs, siteId)).toMatchObject([{ code: 'THEIRS' }]);
  });

  it('is 403/40 for another account’s promo, which stays unchanged, and for an unknown promo', async () => {
    const { issuer, call, control } = await openMottor();
    const stranger = await control.mottor.createAccount();
    const { siteId } = await control.mottor.createSite({ userId: stranger.userId });
    const { promoIds } = await control.mottor.addPromos({ siteId, promos: [{ code: 'THEIRS' }] });
    for (const id of [promoIds[0], 4711, 'abc', '0', '-1', '01', '1.5', '9'.repeat(30)]) {
      for (const method of ['GET', 'PUT', 'DELETE']) {
        const { status, json } = await call(method, `/promo/${id}`, method === 'PUT' ? { body: { code: 'MINE' } } : {});
        expect([method, id, status, json]).toStrictEqual([method, id, 403, promoForeign]);
      }
    }
    const theirs = createMottorCaller(issuer, stranger.apiKey, stranger.userId);
    expect(await readList(theirs, siteId)).toMatchObject([{ code: 'THEIRS' }]);
  });

  it('is 409 if a create or a change uses a code that the site already has, in any case', async () => {
    const { call, newPromo } = await openMottor();
    await newPromo({ code: 'SALE10' });
    const id = await newPromo({ code: 'OTHER' });
    for (const code of ['SALE10', 'sale10', 'Sale10']) {
      const made = await call('POST', '/promo', { body: { site_id: SITE, code } });
      const changed = await call('PUT', `/promo/${id}`, { body: { code, bonus_amount: 99 } });
      for (const { status, json } of [made, changed]) expect([status, json]).toStrictEqual([409, taken]);
    }
    expect((await readList(call)).map(({ code, pos }) => [code, pos])).toStrictEqual([
      ['SALE10', 0],
      ['OTHER', 1],
    ]);
    expect((await call('GET', `/promo/${id}`)).json).toMatchObject({ code: 'OTHER', bonus_amount: 10 });
    // A refusal must leave no gap in the numbers.
    await newPromo({ code: 'THIRD' });
    expect((await readList(call)).at(-1)).toMatchObject({ id: id + 1, pos: 2 });
  });

  it('is 400/10 for every field out of range or of a wrong type, and nothing changes', async () => {
    const { call, newPromo } = await openMottor();
    const id = await newPromo({ bonus_amount: 50, d_on: '2025-01-10T00:00:00Z', d_off: '2025-03-01T00:00:00Z' });
    const before = (await call('GET', `/promo/${id}`)).text;
    const wrong: [string, unknown[]][] = [
      ['code', ['', 'A', 'A'.repeat(16), 'SALE 10', 'SALE-10', 'СКИДКА', 'SALE10\n', 5, null, ['SALE10']]],
      ['is_enabled', [1, 0, 'true', null]],
      ['bonus_type', [0, 1, 4, 2.5, '2', null]],
      ['bonus_amount', [0, -1, 0.001, 0.009, 10.005, 1e-7, 1e21, '10', null, true]],
      ['bonus_amount_is_in_percentages', [1, 'yes', null]],
      ['time_limit_is_enabled', [0, null]],
      [
        'd_on',
        ['yesterday', '2025-02-30', '2025-13-01T00:00:00Z', '01.02.2025', 1735689600, '', '2025-03-01T00:00:00Z'],
      ],
      ['d_off', ['tomorrow', '2025-02-29T00:00:00Z', true, '2025-01-10T00:00:00Z', '2025-01-09T23:59:59.999Z']],
      ['quantity_limit_is_enabled', ['1', null]],
      ['quantity_limit', [-1, 1.5, '3', null, 2 ** 53]],
      ['personal_limit_is_enabled', [2, null]],
    ];
    for (const [field, values] of wrong) {
      for (const value of values) {
        const changed = await call('PUT', `/promo/${id}`, { body: { [field]: value } });
        expect([field, value, changed.status, changed.json]).toStrictEqual([field, value, 400, invalid]);
        const dates = { d_on: '2025-01-10T00:00:00Z', d_off: '2025-03-01T00:00:00Z' };
        const made = await call('POST', '/promo', { body: { site_id: SITE, code: 'NEW', ...dates, [field]: value } });
        expect([field, value, made.status, made.json]).toStrictEqual([field, value, 400, invalid]);
      }
    }
    expect((await call('GET', `/promo/${id}`)).text).toBe(before);
    expect(await readList(call)).toHaveLength(1);
  });

  it('is 400/10 for more than 100 %, also if a change only completes it', async () => {
    const { call, newPromo } = await openMottor();
    const id = await newPromo({ bonus_amount: 500 });
    const inPercent = { bonus_amount_is_in_percentages: true };
    expect((await call('PUT', `/promo/${id}`, { body: inPercent })).json).toStrictEqual(invalid);
    const made = { site_id: SITE, code: 'MUCH', ...inPercent };
    expect((await call('POST', '/promo', { body: { ...made, bonus_amount: 100.01 } })).json).toStrictEqual(invalid);
    expect((await call('POST', '/promo', { body: { ...made, bonus_amount: 100 } })).status).toBe(200);
    expect((await call('PUT', `/promo/${id}`, { body: { ...inPercent, bonus_amount: 99.99 } })).status).toBe(200);
  });

  it('is 400/10 for a new promo without site or code, and for an invalid site id', async () => {
    const { call } = await openMottor();
    const bodies = [{}, { site_id: SITE }, { code: 'SALE10' }, { site_id: String(SITE), code: 'SALE10' }];
    for (const body of [...bodies, { site_id: 1.5, code: 'SALE10' }, { site_id: 0, code: 'SALE10' }]) {
      const { status, json } = await call('POST', '/promo', { body });
      expect([body, status, json]).toStrictEqual([body, 400, invalid]);
    }
    for (const query of ['', '?site_id=', '?site_id=abc', '?site_id=1e4', '?site_id=-5', '?site=11111']) {
      const { status, json } = await call('GET', `/promo${query}`);
      expect([query, status, json]).toStrictEqual([query, 400, invalid]);
    }
  });

  it('is 400/10 for a body that is not strict JSON or not an object', async () => {
    const { call, newPromo } = await openMottor();
    const id = await newPromo();
    const broken = [
      '',
      '{',
      '{"code": "SALE10",}',
      '{"code": "SALE10"} // one',
      "{'code': 'SALE10'}",
      'null',
      '[]',
      '"x"',
    ];
    for (const raw of [...broken, new Uint8Array([0x22, 0xff, 0x22])]) {
      for (const [method, path] of [
        ['POST', '/promo'],
        ['PUT', `/promo/${id}`],
      ] as const) {
        const { status, json } = await call(method, path, { raw });
        expect([status, json]).toStrictEqual([400, invalid]);
      }
    }
  });

  it('is 405 for the POST of the documented axios sample, and for other methods that a path does not have', async () => {
    const { call, newPromo } = await openMottor();
    const id = await newPromo();
    const refused = [
      ['POST', `/promo/${id}`, 'DELETE, GET, HEAD, PUT'],
      ['PATCH', `/promo/${id}`, 'DELETE, GET, HEAD, PUT'],
      ['DELETE', '/promo', 'GET, HEAD, POST'],
      ['PUT', '/promo', 'GET, HEAD, POST'],
      ['POST', `/promo/${id}/statistics`, 'GET, HEAD'],
    ] as const;
    for (const [method, path, allow] of refused) {
      const { status, json, headers } = await call(method, path, { body: { code: 'newpromocode' } });
      expect([status, json]).toStrictEqual([405, { title: 'method not allowed', error: 0, code: 405 }]);
      expect(headers.get('allow')).toBe(allow);
    }
    expect(await readList(call)).toMatchObject([{ code: 'SALE10' }]);
  });

  it('is 404 for undocumented paths, and 413 for a body over 16 KiB', async () => {
    const { call, newPromo } = await openMottor();
    const id = await newPromo();
    for (const path of ['/promo/', `/promo/${id}/`, `/promo/${id}/statistics/`, '/promos', '/lead', '/', '']) {
      const { status, json } = await call('GET', path);
      expect([path, status, json]).toStrictEqual([path, 404, { title: 'not found', error: 0, code: 404 }]);
    }
    const filler = 'x'.repeat(16 * 1024);
    for (const [method, path] of [
      ['POST', '/promo'],
      ['PUT', `/promo/${id}`],
    ] as const) {
      const { status, json } = await call(method, path, { body: { code: 'NEW', filler } });
      expect([status, json]).toStrictEqual([413, { title: 'request entity too large', error: 0, code: 413 }]);
    }
  });

  it('is a bare 500 if the database fails, and the log gets no message', async () => {
    const { issuer, call, failures } = await openMottor();
    await issuer.close();
    const { status, json } = await call('POST', '/promo', { body: { site_id: SITE, code: 'SALE10' } });
    expect([status, json]).toStrictEqual([500, { title: 'unknown error', error: 0, code: 500 }]);
    expect(failures).toStrictEqual([{ name: 'DatabaseError', code: 'DATABASE_CLOSED' }]);
  });
});
