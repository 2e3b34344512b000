import { describe, expect, it } from 'vitest';
import { openMottor, readList, SITE } from './support/open-mottor.ts';

const whole = {
  code: 'Summer25',
  is_enabled: true,
  bonus_type: 3,
  bonus_amount: 12.5,
  bonus_amount_is_in_percentages: true,
  time_limit_is_enabled: true,
  d_on: '2025-01-01T00:00:00.000Z',
  d_off: '2025-12-31T21:00:00.123Z',
  quantity_limit_is_enabled: true,
  quantity_limit: 40,
  personal_limit_is_enabled: true,
};

const defaults = {
  is_enabled: false,
  bonus_type: 2,
  bonus_amount: 0.01,
  bonus_amount_is_in_percentages: false,
  time_limit_is_enabled: false,
  d_on: null,
  d_off: null,
  quantity_limit_is_enabled: false,
  quantity_limit: 0,
  personal_limit_is_enabled: false,
};

describe('POST /v1/promo', () => {
  it('answers 200 with exactly the eleven documented fields, and no id', async () => {
    const { call } = await openMottor();
    const { status, json, headers } = await call('POST', '/promo', { body: { site_id: SITE, ...whole } });
    expect(status).toBe(200);
    expect(json).toStrictEqual(whole);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
  });

  it('sets the documented defaults for missing fields: a disabled promo worth 0.01', async () => {
    const { call } = await openMottor();
    const body = { user_id: 123, site_id: SITE, code: 'mypromocode' };
    const { status, json } = await call('POST', '/promo', { body });
    expect([status, json]).toStrictEqual([200, { code: 'mypromocode', ...defaults }]);
    expect(await readList(call)).toMatchObject([{ code: 'mypromocode', is_valid: false, promo_used_count: 0 }]);
  });
});

describe('GET /v1/promo', () => {
  it('answers an array with exactly the documented fields: no personal limit, but id, place, count and validity', async () => {
    const { call } = await openMottor();
    await call('POST', '/promo', { body: { site_id: SITE, ...whole } });
    const { status, json, headers } = await call('GET', `/promo?site_id=${SITE}`);
    const { personal_limit_is_enabled: _, ...shown } = whole;
    expect(status).toBe(200);
    expect(json).toStrictEqual([{ id: 1, pos: 0, ...shown, promo_used_count: 0, is_valid: true }]);
    expect(headers.get('content-type')).toBe('application/json');
  });

  it('is empty before the first promo, and keeps the sites apart', async () => {
    const { call, control, newPromo } = await openMottor();
    expect((await call('GET', `/promo?site_id=${SITE}`)).text).toBe('[]');
    const { siteId } = await control.mottor.createSite({ userId: 123 });
    await newPromo();
    expect(await readList(call, siteId)).toStrictEqual([]);
    // The same code on another site is a different promo.
    await call('POST', '/promo', { body: { site_id: siteId, code: 'SALE10' } });
    expect((await readList(call, siteId)).map(({ id, pos }) => [id, pos])).toStrictEqual([[2, 0]]);
    expect((await readList(call)).map(({ id, pos }) => [id, pos])).toStrictEqual([[1, 0]]);
  });
});

describe('GET /v1/promo/{promo_id}', () => {
  it('answers exactly the eleven documented fields, without id and site', async () => {
    const { call } = await openMottor();
    await call('POST', '/promo', { body: { site_id: SITE, ...whole } });
    const { status, json } = await call('GET', '/promo/1');
    expect([status, json]).toStrictEqual([200, whole]);
  });
});

describe('PUT /v1/promo/{promo_id}', () => {
  it('changes the fields that are sent and answers all eleven', async () => {
    const { call } = await openMottor();
    await call('POST', '/promo', { body: { site_id: SITE, ...whole } });
    const { status, json } = await call('PUT', '/promo/1', { body: { code: 'newpromocode' } });
    expect([status, json]).toStrictEqual([200, { ...whole, code: 'newpromocode' }]);
    expect((await call('GET', '/promo/1')).json).toStrictEqual({ ...whole, code: 'newpromocode' });
  });

  it('clears a date with null and accepts the promo’s own code in another case', async () => {
    const { call } = await openMottor();
    await call('POST', '/promo', { body: { site_id: SITE, ...whole } });
    const { status, json } = await call('PUT', '/promo/1', { body: { code: 'SUMMER25', d_off: null } });
    expect([status, json]).toStrictEqual([200, { ...whole, code: 'SUMMER25', d_off: null }]);
  });

  it('changes nothing when nothing is sent', async () => {
    const { call } = await openMottor();
    await call('POST', '/promo', { body: { site_id: SITE, ...whole } });
    expect((await call('PUT', '/promo/1', { body: {} })).json).toStrictEqual(whole);
  });
});

describe('DELETE /v1/promo/{promo_id}', () => {
  it('answers 204 without a body, once, and frees the code', async () => {
    const { call, newPromo } = await openMottor();
    const id = await newPromo();
    const { status, text } = await call('DELETE', `/promo/${id}`);
    expect([status, text]).toStrictEqual([204, '']);
    expect((await call('DELETE', `/promo/${id}`)).status).toBe(403);
    expect((await call('GET', `/promo/${id}`)).status).toBe(403);
    expect(await readList(call)).toStrictEqual([]);
    expect(await newPromo()).toBe(id + 1);
    // Its place is not reused: the list keeps the order of creation.
    expect(await readList(call)).toMatchObject([{ id: id + 1, pos: 1 }]);
  });
});

describe('GET /v1/promo/{promo_id}/statistics', () => {
  it('answers an array with exactly the documented fields, the flag as 0 or 1', async () => {
    const { call, control, newPromo } = await openMottor();
    const id = await newPromo({ bonus_amount: 10, bonus_amount_is_in_percentages: true });
    expect((await call('GET', `/promo/${id}/statistics`)).text).toBe('[]');
    await control.mottor.checkOut({ siteId: SITE, code: 'sale10', goods: 123_450, delivery: 30_000, quantity: 4 });
    const { status, json } = await call('GET', `/promo/${id}/statistics`);
    expect(status).toBe(200);
    expect(json).toStrictEqual([
      {
        id: 1,
        promo_id: id,
        lead_id: 700_001,
        bonus_type_id: 2,
        bonus_amount: 10,
        bonus_amount_is_in_percentages: 1,
        order_price: 1534.5,
        order_quantity: 4,
        discount_amount: 123.45,
        promo: { code: 'SALE10' },
        d_lead_created: '2025-01-20T12:00:00.345Z',
        currency: 'RUB',
      },
    ]);
  });
});

describe('a date', () => {
  it('is an instant: with an offset, without one in UTC, and a date alone at midnight', async () => {
    const { call } = await openMottor();
    const dates = [
      ['2025-02-01T03:00:00+03:00', '2025-02-01T00:00:00.000Z'],
      ['2025-02-01T00:00:00', '2025-02-01T00:00:00.000Z'],
      ['2025-02-01T10:20:30.5', '2025-02-01T10:20:30.500Z'],
      ['2025-02-01', '2025-02-01T00:00:00.000Z'],
      ['2024-02-29T23:59:59.999Z', '2024-02-29T23:59:59.999Z'],
    ];
    for (const [index, [given, kept]] of dates.entries()) {
      const body = { site_id: SITE, code: `date${index}`, d_on: given };
      expect((await call('POST', '/promo', { body })).json).toMatchObject({ d_on: kept });
    }
  });
});
