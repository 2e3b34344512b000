import { describe, expect, it } from 'vitest';
import { createCaller, newGift, openIssuer, readBalance } from './support/open-issuer.ts';

const generate = '/codes/generate';
const activate = '/codes/activate';

describe('a refusal', () => {
  it('is 401 without a key and with a wrong one, on every call', async () => {
    const { call, siteId } = await openIssuer();
    const calls = [
      ['POST', generate],
      ['POST', activate],
      ['GET', '/codes/ABC123XYZ789DEF456GH'],
      ['GET', '/codes/'],
      ['GET', `/merchants/balance/${siteId}`],
      ['GET', '/operations/'],
      ['DELETE', '/codes/ABC123XYZ789DEF456GH'],
    ] as const;
    for (const [method, path] of calls) {
      const without = await call(method, path, { key: null });
      expect([without.status, without.json]).toStrictEqual([401, { detail: 'Требуется заголовок X-API-Key' }]);
      const wrong = await call(method, path, { key: 'not-a-known-key-at-all' });
      expect([wrong.status, wrong.json]).toStrictEqual([401, { detail: 'Неверный ключ API' }]);
    }
  });

  it('is 402 if the balance is too low, and nothing is written', async () => {
    const { call, siteId } = await openIssuer({ balance: 99_999 });
    const { status, json } = await call('POST', generate, { body: { amount: 1000 } });
    expect([status, json]).toStrictEqual([402, { detail: 'Недостаточно средств на балансе' }]);
    expect(await readBalance(call, siteId)).toBe(999.99);
    expect((await call('GET', '/codes/')).json.total).toBe(0);
    expect((await call('GET', '/operations/')).json.total).toBe(0);
  });

  it('is 403 for another merchant’s site and for an unknown site, and the code stays active', async () => {
    const { issuer, call } = await openIssuer();
    const other = await issuer.createMerchant({ login: 'shop2', currency: 'RUB', balance: 0 });
    const code = await newGift(call);
    for (const site_id of [other.siteId, '123e4567-e89b-12d3-a456-426614174000']) {
      const { status, json } = await call('POST', activate, { body: { code, site_id } });
      expect([status, json]).toStrictEqual([403, { detail: 'Нет доступа к этому сайту' }]);
      expect((await call('GET', `/merchants/balance/${site_id}`)).status).toBe(403);
    }
    expect((await call('GET', `/codes/${code}`)).json.is_valid).toBe(true);
  });

  it('is 404 for an unknown code and for another merchant’s code', async () => {
    const { issuer, call, siteId } = await openIssuer();
    const other = await issuer.createMerchant({ login: 'shop2', currency: 'RUB', balance: 0 });
    const stranger = createCaller(issuer, other.apiKey);
    const code = await newGift(call);
    const foreign = [
      await stranger('POST', activate, { body: { code } }),
      await stranger('DELETE', `/codes/${code}`),
      await call('POST', activate, { body: { code: 'ABC123XYZ789DEF456GH' } }),
      await call('DELETE', '/codes/ABC123XYZ789DEF456GH'),
    ];
    for (const { status, json } of foreign) expect([status, json]).toStrictEqual([404, { detail: 'Код не найден' }]);

    expect((await stranger('GET', `/codes/${code}`)).json).toMatchObject({ exists: false, amount: null });
    expect((await stranger('GET', '/codes/')).json.total).toBe(0);
    expect((await stranger('GET', '/operations/')).json.total).toBe(0);
    expect(await readBalance(call, siteId)).toBe(49_000);
  });

  it('is 409 for an activated or deactivated code, by either call', async () => {
    const { call, siteId } = await openIssuer();
    const spent = await newGift(call);
    await call('POST', activate, { body: { code: spent } });
    const dead = await newGift(call);
    await call('DELETE', `/codes/${dead}`);
    for (const code of [spent, dead]) {
      for (const again of [await call('POST', activate, { body: { code } }), await call('DELETE', `/codes/${code}`)]) {
        expect([again.status, again.json]).toStrictEqual([409, { detail: 'Код не активен' }]);
      }
    }
    expect(await readBalance(call, siteId)).toBe(50_000);
    expect((await call('GET', '/operations/')).json.total).toBe(4);
  });

  it('is 405 with an Allow header', async () => {
    const { call, siteId } = await openIssuer();
    const calls = [
      ['GET', generate, 200],
      ['PUT', generate, 405, 'DELETE, GET, HEAD, POST'],
      ['PATCH', activate, 405, 'DELETE, GET, HEAD, POST'],
      ['DELETE', '/codes/', 405, 'GET, HEAD'],
      ['POST', '/codes/', 405, 'GET, HEAD'],
      ['POST', '/codes/ABC123XYZ789DEF456GH', 405, 'DELETE, GET, HEAD'],
      ['POST', `/merchants/balance/${siteId}`, 405, 'GET, HEAD'],
      ['DELETE', '/operations/', 405, 'GET, HEAD'],
    ] as const;
    for (const [method, path, expected, allow] of calls) {
      const { status, json, headers } = await call(method, path);
      expect(status).toBe(expected);
      if (expected === 405) {
        expect(json).toStrictEqual({ detail: 'Method Not Allowed' });
        expect(headers.get('allow')).toBe(allow);
      }
    }
  });

  it('is 404 for undocumented slashes', async () => {
    const { call, siteId } = await openIssuer();
    const paths = ['/codes', '/operations', `/merchants/balance/${siteId}/`, '/codes/generate/', '/merchants/balance/'];
    for (const path of [...paths, '/codes/ABC123XYZ789DEF456GH/', '//codes/', '/', '']) {
      const { status, json } = await call('GET', path);
      expect([path, status, json]).toStrictEqual([path, 404, { detail: 'Not Found' }]);
    }
  });

  it('is 413 for a body over 16 KiB, declared or not', async () => {
    const { call } = await openIssuer();
    const body = JSON.stringify({ amount: 1, filler: 'x'.repeat(16 * 1024) });
    const stream = new Blob([body]).stream();
    const declared = { 'content-length': String(body.length) };
    for (const { status, json } of [
      await call('POST', generate, { raw: body, headers: declared }),
      await call('POST', generate, { raw: stream }),
    ]) {
      expect([status, json]).toStrictEqual([413, { detail: 'Request Entity Too Large' }]);
    }
    const fits = JSON.stringify({ amount: 1, filler: 'x'.repeat(16 * 1024 - 24) });
    expect(fits.length).toBe(16 * 1024);
    expect((await call('POST', generate, { raw: new Blob([fits]).stream() })).status).toBe(200);
  });

  it('is a bare 500 if the database fails, and the log gets no message', async () => {
    const { issuer, call, failures } = await openIssuer();
    const code = await newGift(call);
    await issuer.close();
    const { status, json } = await call('POST', activate, { body: { code } });
    expect([status, json]).toStrictEqual([500, { detail: 'Internal Server Error' }]);
    expect(failures).toStrictEqual([{ name: 'DatabaseError', code: 'DATABASE_CLOSED' }]);
  });
});

describe('a body', () => {
  it('is 400 if it is not strict JSON', async () => {
    const { call } = await openIssuer();
    const broken = ['', '{', '{"amount": 1,}', '{"amount": 1} // one', '/* one */{"amount": 1}', "{'amount': 1}"];
    for (const raw of [...broken, '{"amount": 01}', '{"amount": NaN}', new Uint8Array([0x22, 0xff, 0x22])]) {
      const { status, json } = await call('POST', generate, { raw });
      expect([status, json]).toStrictEqual([400, { detail: 'There was an error parsing the body' }]);
    }
  });

  it('is 422 with a location, a message and a type for each wrong field', async () => {
    const { call } = await openIssuer();
    const { status, json } = await call('POST', generate, { body: { name: 5, expires_in_seconds: 1.5 } });
    expect(status).toBe(422);
    expect(json).toStrictEqual({
      detail: [
        { loc: ['body', 'amount'], msg: 'Field required', type: 'missing' },
        { loc: ['body', 'name'], msg: 'Input should be a valid string', type: 'string_type' },
        { loc: ['body', 'expires_in_seconds'], msg: 'Input should be a valid integer', type: 'int_type' },
      ],
    });
  });

  it('is 422 if it is not an object', async () => {
    const { call } = await openIssuer();
    for (const raw of ['null', '[]', '"x"', '5', 'true']) {
      const { status, json } = await call('POST', generate, { raw });
      expect([status, json]).toMatchObject([422, { detail: [{ loc: ['body'], type: 'model_attributes_type' }] }]);
    }
  });

  it('is 422 for every invalid amount', async () => {
    const { call, siteId } = await openIssuer({ balance: 500_000_000 });
    const wrong: [string, string][] = [
      ['0', 'greater_than'],
      ['-0', 'greater_than'],
      ['-5', 'greater_than'],
      ['0.001', 'decimal_max_places'],
      ['10.005', 'decimal_max_places'],
      ['0.30000000000000004', 'decimal_max_places'],
      ['1e-7', 'decimal_max_places'],
      ['1000000.01', 'less_than_equal'],
      ['1e999', 'decimal_type'],
      ['"1000.00"', 'decimal_type'],
      ['true', 'decimal_type'],
      ['null', 'decimal_type'],
      ['[1]', 'decimal_type'],
    ];
    for (const [amount, type] of wrong) {
      const { status, json } = await call('POST', generate, { raw: `{"amount": ${amount}}` });
      expect([amount, status, json]).toMatchObject([
        amount,
        422,
        { detail: [{ loc: ['body', 'amount'], msg: expect.stringMatching(/^\w/), type }] },
      ]);
    }
    for (const amount of ['0.01', '1000000', '1000000.00', '1e3', '19.99', '1000.5000']) {
      expect((await call('POST', generate, { raw: `{"amount": ${amount}}` })).status).toBe(200);
    }
    expect(await readBalance(call, siteId)).toBe(5_000_000 - 0.01 - 2_000_000 - 1000 - 19.99 - 1000.5);
  });

  it('is 422 for an invalid lifetime, a long name, another currency, and an invalid id', async () => {
    const { call, siteId } = await openIssuer();
    const fiveYears = 5 * 365 * 24 * 3600;
    const wrong: [Record<string, unknown>, string, string][] = [
      [{ expires_in_seconds: 59 }, 'expires_in_seconds', 'greater_than_equal'],
      [{ expires_in_seconds: fiveYears + 1 }, 'expires_in_seconds', 'less_than_equal'],
      [{ expires_in_seconds: '60' }, 'expires_in_seconds', 'int_type'],
      [{ name: 'x'.repeat(256) }, 'name', 'string_too_long'],
      [{ name: 'a\0b' }, 'name', 'value_error'],
      [{ currency_code: 'USD' }, 'currency_code', 'literal_error'],
      [{ currency_code: 'rub' }, 'currency_code', 'literal_error'],
    ];
    for (const [fields, field, type] of wrong) {
      const { status, json } = await call('POST', generate, { body: { amount: 1, ...fields } });
      expect([status, json]).toMatchObject([422, { detail: [{ loc: ['body', field], type }] }]);
    }
    for (const expires_in_seconds of [60, fiveYears]) {
      expect((await call('POST', generate, { body: { amount: 1, expires_in_seconds } })).status).toBe(200);
    }
    expect(await readBalance(call, siteId)).toBe(49_998);

    const body = { code: 'ABC123XYZ789DEF456GH', site_id: 'shop1' };
    const { status, json } = await call('POST', activate, { body });
    expect([status, json]).toMatchObject([422, { detail: [{ loc: ['body', 'site_id'], type: 'uuid_parsing' }] }]);
    const read = await call('GET', '/merchants/balance/shop1');
    expect([read.status, read.json]).toMatchObject([422, { detail: [{ loc: ['path', 'site_id'] }] }]);
  });
});
