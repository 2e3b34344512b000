import { describe, expect, it } from 'vitest';
import { CLIENT, openLoyalty, PHONE, POINT } from './support/open-loyalty.ts';

const client = { search: PHONE, point: POINT };
const recalc = { client: CLIENT, point: POINT, amount: 100 };
const held = { client: CLIENT, point: POINT, amount: 100 };
const retail = { client: CLIENT, point: POINT, amount: 100, spend: 0 };
const bodies = { client, recalc, 'bonuses/hold': held, 'bonuses/release': { id: 'x' }, retail };

/** Checks that a body is refused with 422 and this map, and that nothing changes. */
async function refusing(cases: [keyof typeof bodies, Record<string, unknown>, Record<string, string>][]) {
  const { call, loyalClient } = await openLoyalty();
  for (const [path, fields, faults] of cases) {
    const { status, json } = await call(path, { ...bodies[path], ...fields });
    expect([path, fields, status, json]).toStrictEqual([path, fields, 422, faults]);
  }
  expect(await loyalClient.member(CLIENT)).toMatchObject({ balance: 878, free: 878, holds: [], operations: [] });
}

describe('a refusal of LoyalClient', () => {
  it('is as documented for an unknown client, an unknown point, and spending too much', () =>
    refusing([
      ['client', { search: '79209999999' }, { client: 'Client not found.' }],
      ['client', { point: 'nowhere' }, { point: 'Point not found.' }],
      ['recalc', { client: '62aXXXXX487' }, { client: 'Client not found.' }],
      ['recalc', { point: 'nowhere' }, { point: 'Point not found.' }],
      ['bonuses/hold', { client: '62aXXXXX487' }, { client: 'Client not found.' }],
      ['bonuses/hold', { point: 'nowhere' }, { point: 'Point not found.' }],
      ['retail', { client: '62aXXXXX487' }, { client: 'Client not found.' }],
      ['retail', { point: 'nowhere' }, { point: 'Point not found.' }],
      ['retail', { spend: 101 }, { spend: "Spend can't be more 100" }],
      ['retail', { amount: 5000, spend: 879 }, { spend: "Spend can't be more 878" }],
      ['retail', { amount: 99.99, spend: 100 }, { spend: "Spend can't be more 99" }],
      ['retail', { client: 'discounted', spend: 1 }, { spend: "Spend can't be more 0" }],
    ]));

  it('names the field of a hold that is too large, too small, too long or too short', () =>
    refusing([
      ['bonuses/hold', { amount: 879 }, { amount: "Amount can't be more 878" }],
      ['bonuses/hold', { client: 'discounted', amount: 1 }, { amount: "Amount can't be more 0" }],
      ['bonuses/hold', { amount: 0 }, { amount: "Amount can't be less 1" }],
      ['bonuses/hold', { amount: -1 }, { amount: "Amount can't be less 1" }],
      ['bonuses/hold', { amount: 1.5 }, { amount: 'Amount must be an integer.' }],
      ['bonuses/hold', { duration: 31 }, { duration: "Duration can't be more 30" }],
      ['bonuses/hold', { duration: 0 }, { duration: "Duration can't be less 1" }],
      ['bonuses/hold', { duration: 10.5 }, { duration: 'Duration must be an integer.' }],
      ['bonuses/hold', { duration: '10' }, { duration: 'Duration must be an integer.' }],
    ]));

  it('names every missing field and every wrong type, in one map', () =>
    refusing([
      [
        'client',
        { search: undefined, point: undefined },
        { search: 'Search is required.', point: 'Point is required.' },
      ],
      ['client', { search: '', point: 5 }, { search: 'Search is required.', point: 'Point must be a text.' }],
      ['client', { search: 79200000000 }, { search: 'Search must be a text.' }],
      ['client', { search: 'x'.repeat(257) }, { search: 'Search is too long.' }],
      ['client', { search: 'a\0b' }, { search: 'Search must be a text.' }],
      ['client', { hold: '63aXXXXX4f4' }, { hold: 'Hold must be an array of ids.' }],
      ['recalc', { hold: [5] }, { hold: 'Hold must be an array of ids.' }],
      ['retail', { hold: { id: 'x' } }, { hold: 'Hold must be an array of ids.' }],
      ['retail', { hold: Array(101).fill('x') }, { hold: 'Hold has too many ids.' }],
      ['recalc', { amount: undefined }, { amount: 'Amount is required.' }],
      ['recalc', { amount: '100' }, { amount: 'Amount must be a number.' }],
      ['recalc', { amount: null }, { amount: 'Amount must be a number.' }],
      ['retail', { spend: undefined }, { spend: 'Spend is required.' }],
      [
        'retail',
        { spend: '0', amount: true },
        { amount: 'Amount must be a number.', spend: 'Spend must be a number.' },
      ],
      ['bonuses/release', { id: undefined }, { id: 'Id is required.' }],
      ['bonuses/release', { id: ['x'] }, { id: 'Id must be a text.' }],
    ]));

  it('names an amount that is not a number, is out of range or has too many decimals', () =>
    refusing([
      ['recalc', { amount: -0.01 }, { amount: "Amount can't be less 0" }],
      ['recalc', { amount: 10.005 }, { amount: "Amount can't have more than two decimals." }],
      ['recalc', { amount: 0.1 + 0.2 }, { amount: "Amount can't have more than two decimals." }],
      ['recalc', { amount: 1e-7 }, { amount: "Amount can't have more than two decimals." }],
      ['retail', { amount: 1_000_000_000.01 }, { amount: "Amount can't be more 1000000000" }],
      ['retail', { amount: 1e300 }, { amount: "Amount can't be more 1000000000" }],
      ['retail', { spend: 0.5 }, { spend: 'Spend must be an integer.' }],
      ['retail', { spend: -1 }, { spend: "Spend can't be less 0" }],
    ]));

  it('is 401 without a key and with a wrong one, on every call, or 422 with authStatus', async () => {
    const faults = { apikey: 'Invalid apikey.' };
    const { call } = await openLoyalty();
    const other = await openLoyalty({ loyalClient: { authStatus: 422 } });
    for (const [path, body] of Object.entries(bodies)) {
      for (const key of [null, 'not-a-known-key-at-all', '']) {
        const { status, json } = await call(path, body, { key });
        expect([path, status, json]).toStrictEqual([path, 401, faults]);
        const otherwise = await other.call(path, body, { key });
        expect([path, otherwise.status, otherwise.json]).toStrictEqual([path, 422, faults]);
      }
    }
  });

  it('is 400 for invalid JSON, such as the documentation’s comments and trailing commas', async () => {
    const { call } = await openLoyalty();
    const broken = [
      '',
      `{"search":"${PHONE}", //Телефон\n"point":"${POINT}"}`,
      `{"search":"${PHONE}","point":"${POINT}",}`,
      `{"search":"${PHONE}"\n"hold":["63aXXXXX4f4"]}`,
      `{"client":"${CLIENT}","point":"${POINT}","amount":NaN}`,
    ];
    for (const path of Object.keys(bodies)) {
      for (const raw of [...broken, new Uint8Array([0x22, 0xff, 0x22])]) {
        const { status, json } = await call(path, undefined, { raw });
        expect([status, json]).toStrictEqual([400, { body: 'Body is not valid JSON.' }]);
      }
      for (const raw of ['null', '[]', '"x"', '5']) {
        const { status, json } = await call(path, undefined, { raw });
        expect([status, json]).toStrictEqual([422, { body: 'Body must be an object.' }]);
      }
    }
  });

  it('is 405 for other methods, 404 for other paths, 413 over 16 KiB', async () => {
    const { call } = await openLoyalty();
    for (const path of Object.keys(bodies)) {
      for (const method of ['GET', 'PUT', 'DELETE']) {
        const { status, json, headers } = await call(path, {}, { method });
        expect([path, status, json]).toStrictEqual([path, 405, { method: 'Method not allowed.' }]);
        expect(headers.get('allow')).toBe('POST');
      }
      const long = await call(path, { filler: 'x'.repeat(16 * 1024) });
      expect([path, long.status, long.json]).toStrictEqual([path, 413, { body: 'Body is too large.' }]);
      expect((await call(`${path}/`, {})).status).toBe(404);
    }
    for (const path of ['', 'clients', 'bonuses', 'bonuses/holds']) expect((await call(path)).status).toBe(404);
  });

  it('is a bare 500 if the database fails, and the log gets no message', async () => {
    const { issuer, call, failures } = await openLoyalty();
    await issuer.close();
    const { status, json } = await call('retail', retail);
    expect([status, json]).toStrictEqual([500, { error: 'Internal error.' }]);
    expect(failures).toStrictEqual([{ name: 'DatabaseError', code: 'DATABASE_CLOSED' }]);
  });

  it('keeps programmes apart: members, points and holds of another programme are not found', async () => {
    const { issuer, call, loyalClient, hold, balance } = await openLoyalty();
    const other = await loyalClient.createProgram();
    await loyalClient.createPoint({ programId: other.programId, pointId: 'theirs' });
    const id = await hold(100);
    const theirs = async (path: string, body: unknown) =>
      (await call(path, body, { key: other.apiKey })).json as unknown;
    expect(await theirs('client', client)).toStrictEqual({ point: 'Point not found.' });
    expect(await theirs('client', { ...client, point: 'theirs' })).toStrictEqual({ client: 'Client not found.' });
    for (const [path, body] of [
      ['recalc', recalc],
      ['bonuses/hold', held],
      ['retail', retail],
    ] as const) {
      expect(await theirs(path, { ...body, point: 'theirs' })).toStrictEqual({ client: 'Client not found.' });
    }
    expect(await theirs('bonuses/release', { id })).toStrictEqual({ success: true });
    expect(await balance()).toBe(778);
    // The same phone may be a member of two programmes.
    const level = { programId: other.programId, title: 'x', type: 'cashback', percent: 1 } as const;
    const { levelId } = await issuer.control.loyalClient.createLevel(level);
    await issuer.control.loyalClient.createMember({ levelId, memberId: 'namesake', phone: PHONE });
    expect(await theirs('client', { ...client, point: 'theirs' })).toMatchObject({ client: { id: 'namesake' } });
  });
});
