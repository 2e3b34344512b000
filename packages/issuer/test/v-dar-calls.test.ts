import { describe, expect, it } from 'vitest';
import { newGift, openIssuer, readBalance } from './support/open-issuer.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const CODE = /^[A-Z0-9]{20}$/;

describe('POST /codes/generate', () => {
  it('answers with exactly the documented fields and debits the balance', async () => {
    const { call, siteId } = await openIssuer();
    const { status, json, headers } = await call('POST', '/codes/generate', {
      body: { amount: 1000.5, currency_code: 'RUB', name: 'Подарок', expires_in_seconds: 15_552_000 },
    });

    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(json).toStrictEqual({
      id: expect.stringMatching(UUID),
      code: expect.stringMatching(CODE),
      amount: 1000.5,
      currency_code: 'RUB',
      expires_at: '2025-07-19T12:00:00Z',
      name: 'Подарок',
      status: 'active',
      created_at: '2025-01-20T12:00:00Z',
    });
    expect(await readBalance(call, siteId)).toBe(48_999.5);
  });

  it('requires only an amount: the defaults are roubles, 180 days, no name', async () => {
    const { call } = await openIssuer();
    const { json } = await call('POST', '/codes/generate', { body: { amount: 1000 } });
    expect(json).toMatchObject({ currency_code: 'RUB', name: null, expires_at: '2025-07-19T12:00:00Z' });
  });

  it('accepts null for optional fields, and ignores unknown fields', async () => {
    const { call } = await openIssuer();
    const body = { amount: 1, currency_code: null, name: null, expires_in_seconds: null, colour: 'red' };
    expect((await call('POST', '/codes/generate', { body })).status).toBe(200);
  });

  it('records a code_generation', async () => {
    const { call } = await openIssuer();
    await newGift(call, 12.34);
    const { json } = await call('GET', '/operations/');
    expect(json.items).toMatchObject([{ type: 'code_generation', amount: 12.34 }]);
  });
});

describe('POST /codes/activate', () => {
  it('answers with exactly the documented fields and credits the default site', async () => {
    const { call, siteId, time } = await openIssuer();
    const code = await newGift(call, 1999.99);
    time.now += 5 * 60_000;
    const { status, json } = await call('POST', '/codes/activate', { body: { code } });

    expect(status).toBe(200);
    expect(json).toStrictEqual({
      success: true,
      message: 'Код успешно активирован',
      activated_amount: 1999.99,
      currency_code: 'RUB',
      operation_id: expect.stringMatching(UUID),
      activated_at: '2025-01-20T12:05:00Z',
    });
    expect(await readBalance(call, siteId)).toBe(50_000);
  });

  it('answers with the id that the list of operations shows', async () => {
    const { call } = await openIssuer();
    const code = await newGift(call);
    const { json: done } = await call('POST', '/codes/activate', { body: { code } });
    const { json: list } = await call('GET', '/operations/?size=1');
    expect(list.items).toMatchObject([{ id: done.operation_id, type: 'code_activation', amount: 1000 }]);
  });

  it('accepts the merchant’s own site by id, in any case', async () => {
    const { call, siteId } = await openIssuer();
    for (const site_id of [siteId, siteId.toUpperCase()]) {
      const code = await newGift(call);
      expect((await call('POST', '/codes/activate', { body: { code, site_id } })).status).toBe(200);
    }
  });
});

describe('GET /codes/{code}', () => {
  it('answers with exactly the documented fields, without id', async () => {
    const { call } = await openIssuer();
    const { status, json } = await call('GET', `/codes/${await newGift(call)}`);
    expect(status).toBe(200);
    expect(json).toStrictEqual({
      exists: true,
      is_valid: true,
      amount: 1000,
      currency_code: 'RUB',
      expires_at: '2025-07-19T12:00:00Z',
      status: 'active',
    });
  });

  it('answers that an activated code exists and is not valid', async () => {
    const { call } = await openIssuer();
    const code = await newGift(call);
    await call('POST', '/codes/activate', { body: { code } });
    const { json } = await call('GET', `/codes/${code}`);
    expect(json).toMatchObject({ exists: true, is_valid: false, amount: 1000, status: 'activated' });
  });

  it('answers 200 for an unknown code, with nulls only', async () => {
    const { call } = await openIssuer();
    const { status, json } = await call('GET', '/codes/ABC123XYZ789DEF456GH');
    expect(status).toBe(200);
    expect(json).toStrictEqual({
      exists: false,
      is_valid: false,
      amount: null,
      currency_code: null,
      expires_at: null,
      status: null,
    });
  });
});

describe('GET /codes/', () => {
  it('answers with exactly the documented fields', async () => {
    const { call } = await openIssuer();
    const code = await newGift(call);
    const { status, json } = await call('GET', '/codes/?page=1&size=20');
    expect(status).toBe(200);
    expect(json).toStrictEqual({
      items: [
        {
          id: expect.stringMatching(UUID),
          code,
          amount: 1000,
          status: 'active',
          created_at: '2025-01-20T12:00:00Z',
        },
      ],
      total: 1,
      page: 1,
      size: 20,
      pages: 1,
    });
  });

  it('is empty before the first code', async () => {
    const { call } = await openIssuer();
    const { json } = await call('GET', '/codes/');
    expect(json).toStrictEqual({ items: [], total: 0, page: 1, size: 20, pages: 0 });
  });
});

describe('GET /merchants/balance/{site_id}', () => {
  it('answers with exactly the documented fields', async () => {
    const { call, siteId } = await openIssuer({ balance: 5_000_010 });
    const { status, json } = await call('GET', `/merchants/balance/${siteId}`);
    expect(status).toBe(200);
    expect(json).toStrictEqual({
      site_id: siteId,
      site_login: 'shop1',
      currency_code: 'RUB',
      balance: 50_000.1,
      frozen_balance: 0,
      total_balance: 50_000.1,
    });
  });
});

describe('GET /operations/', () => {
  it('answers with exactly the documented fields, without pages', async () => {
    const { call } = await openIssuer();
    await newGift(call);
    const { status, json } = await call('GET', '/operations/?page=1');
    expect(status).toBe(200);
    expect(json).toStrictEqual({
      items: [
        {
          id: expect.stringMatching(UUID),
          type: 'code_generation',
          amount: 1000,
          currency_code: 'RUB',
          status: 'completed',
          created_at: '2025-01-20T12:00:00Z',
        },
      ],
      total: 1,
      page: 1,
      size: 20,
    });
  });
});

describe('DELETE /codes/{code}', () => {
  it('answers with exactly the documented fields and refunds the site', async () => {
    const { call, siteId } = await openIssuer();
    const code = await newGift(call);
    const { status, json } = await call('DELETE', `/codes/${code}`);
    expect(status).toBe(200);
    expect(json).toStrictEqual({ success: true, message: 'Код успешно деактивирован' });
    expect(await readBalance(call, siteId)).toBe(50_000);

    const { json: operations } = await call('GET', '/operations/?size=1');
    expect(operations.items).toMatchObject([{ type: 'code_deactivation', amount: 1000 }]);
    const { json: check } = await call('GET', `/codes/${code}`);
    expect(check).toMatchObject({ exists: true, is_valid: false, status: 'deactivated' });
  });

  it('refunds nothing with refundOnDeactivate false, and records 0', async () => {
    const { call, siteId } = await openIssuer({ refundOnDeactivate: false });
    await call('DELETE', `/codes/${await newGift(call)}`);
    expect(await readBalance(call, siteId)).toBe(49_000);
    const { json } = await call('GET', '/operations/?size=1');
    expect(json.items).toMatchObject([{ type: 'code_deactivation', amount: 0 }]);
  });
});
