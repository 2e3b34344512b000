import { describe, expect, it } from 'vitest';
import { START } from './support/open-issuer.ts';
import { CLIENT, openLoyalty, PHONE, POINT } from './support/open-loyalty.ts';

const OBJECT_ID = /^[0-9a-f]{24}$/;

describe('POST /integration/general/client', () => {
  it('answers exactly the documented fields, nested as the document’s older page has them, the phone as a number', async () => {
    const { call } = await openLoyalty();
    const { status, json } = await call('client', { search: PHONE, point: POINT, hold: ['63aXXXXX4f4'] });
    expect(status).toBe(200);
    expect(json).toStrictEqual({
      success: true,
      client: {
        id: CLIENT,
        name: 'ИВАН',
        photo: 'https://shop.example/1.jpeg',
        birthday: '2021-03-29',
        level: { id: '621XXXXXf23', title: 'Бонусы', percent: 10, type: 'cashback', maxSpendPercent: 100 },
        phone: 79_200_000_000,
        email: 'mail@mail.mail',
        balance: 878,
      },
    });
  });

  it('answers null for unknown fields, and no share and no points on a discount level', async () => {
    const { call } = await openLoyalty();
    const { json } = await call('client', { search: '79200000001', point: POINT });
    expect(json.client).toStrictEqual({
      id: 'discounted',
      name: null,
      photo: null,
      birthday: null,
      level: { id: 'less', title: 'Скидка', percent: 7, type: 'discount' },
      phone: 79_200_000_001,
      email: null,
      balance: 0,
    });
  });

  it('finds a member by phone in every common notation, by card and by app code', async () => {
    const { call } = await openLoyalty();
    const forms = [PHONE, '+7 (920) 000-00-00', '89200000000', '9200000000', '8 920 000 00 00', '7-920-000-0000'];
    for (const search of [...forms, '2000000000011', '482913']) {
      const { json } = await call('client', { search, point: POINT });
      expect([search, json.success]).toStrictEqual([search, true]);
    }
    for (const search of [
      '2000000000012',
      '48291',
      '4829130',
      ' 482913',
      '792000000000',
      '69200000000',
      "' or 1=1 --",
    ]) {
      const { status, json } = await call('client', { search, point: POINT });
      expect([search, status, json]).toStrictEqual([search, 422, { client: 'Client not found.' }]);
    }
  });

  it('finds a card number by exact match, even if it looks like another member’s phone', async () => {
    const { call, loyalClient, levelId } = await openLoyalty();
    await loyalClient.createMember({ levelId, memberId: 'carded', card: '89200000000' });
    const found = async (search: string) => (await call('client', { search, point: POINT })).json.client;
    expect(await found('89200000000')).toMatchObject({ id: 'carded', phone: null });
    expect(await found('79200000000')).toMatchObject({ id: CLIENT });
  });
});

describe('POST /integration/general/recalc', () => {
  it('answers exactly the documented fields', async () => {
    const { call } = await openLoyalty();
    const { status, json } = await call('recalc', { client: CLIENT, point: POINT, amount: 100, hold: ['63aXXXXX4f4'] });
    expect(status).toBe(200);
    expect(json).toStrictEqual({
      success: true,
      recalc: { amount: 100, percent: 10, type: 'cashback', spend: 100, earn: 10 },
    });
  });

  it('limits spending to the balance and to the level’s share, and rounds both and the earned points down', async () => {
    const { call, loyalClient, programId } = await openLoyalty();
    const level = { programId, title: 'Серебро', type: 'cashback', percent: 3.5, maxSpendPercent: 33.33 } as const;
    const { levelId } = await loyalClient.createLevel(level);
    await loyalClient.createMember({ levelId, memberId: 'silver', balance: 500 });
    const recalcs: [string, number, number, number][] = [
      [CLIENT, 1000, 878, 100],
      [CLIENT, 877.99, 877, 87],
      [CLIENT, 0.99, 0, 0],
      [CLIENT, 0, 0, 0],
      ['silver', 100, 33, 3],
      ['silver', 999.99, 333, 34],
      ['silver', 1502, 500, 52],
      ['silver', 1e9, 500, 35_000_000],
    ];
    for (const [client, amount, spend, earn] of recalcs) {
      const { json } = await call('recalc', { client, point: POINT, amount });
      expect([client, json.recalc]).toMatchObject([client, { amount, spend, earn }]);
    }
  });

  it('uses the point of sale’s percentage, if it has one, instead of the level’s', async () => {
    const { call, loyalClient, programId } = await openLoyalty();
    await loyalClient.createPoint({ programId, pointId: 'happy-hour', percent: 25 });
    const { json } = await call('recalc', { client: CLIENT, point: 'happy-hour', amount: 100 });
    expect(json.recalc).toMatchObject({ percent: 25, earn: 25, spend: 100 });
  });

  it('has nothing to spend and nothing to earn on a discount level', async () => {
    const { call } = await openLoyalty();
    const { json } = await call('recalc', { client: 'discounted', point: POINT, amount: 100 });
    expect(json.recalc).toStrictEqual({ amount: 100, percent: 7, type: 'discount', spend: 0, earn: 0 });
  });
});

describe('POST /integration/general/bonuses/hold', () => {
  it('answers exactly the documented fields, the time in Unix seconds', async () => {
    const { call, balance } = await openLoyalty();
    const { status, json } = await call('bonuses/hold', { client: CLIENT, point: POINT, amount: 100, duration: 10 });
    expect(status).toBe(200);
    const until = Math.ceil(START / 1000) + 600;
    expect(json).toStrictEqual({
      success: true,
      held: { id: expect.stringMatching(OBJECT_ID), until, amount: 100 },
    });
    expect(await balance()).toBe(778);
  });

  it('lasts ten minutes by default', async () => {
    const { call } = await openLoyalty();
    for (const duration of [undefined, null]) {
      const { json } = await call('bonuses/hold', { client: CLIENT, point: POINT, amount: 1, duration });
      expect(json.held).toMatchObject({ until: Math.ceil(START / 1000) + 600 });
    }
  });
});

describe('POST /integration/general/bonuses/release', () => {
  it('releases the points, and answers success for any id', async () => {
    const { call, balance, hold } = await openLoyalty();
    const id = await hold(100);
    for (const released of [id, id, '62aXXXXX2486', 'nothing at all']) {
      const { status, json } = await call('bonuses/release', { id: released });
      expect([status, json]).toStrictEqual([200, { success: true }]);
      expect(await balance()).toBe(878);
    }
  });
});

describe('POST /integration/general/retail', () => {
  it('answers only what was spent', async () => {
    const { call, balance } = await openLoyalty();
    const { status, json } = await call('retail', { client: CLIENT, point: POINT, amount: 100, spend: 100 });
    expect(status).toBe(200);
    expect(json).toStrictEqual({
      success: true,
      retail: { amount: 100, total: 0, percent: 10, type: 'cashback', spend: 100 },
    });
    expect(await balance()).toBe(778);
  });

  it('answers what was earned if nothing is spent', async () => {
    const { call, balance } = await openLoyalty();
    const { status, json } = await call('retail', { client: CLIENT, point: POINT, amount: 100, spend: 0 });
    expect(status).toBe(200);
    expect(json).toStrictEqual({
      success: true,
      retail: { amount: 100, total: 100, percent: 10, type: 'cashback', earn: 10 },
    });
    expect(await balance()).toBe(888);
  });

  it('earns nothing on a purchase that spends points, and leaves the kopecks to pay', async () => {
    const { call, balance } = await openLoyalty();
    const { json } = await call('retail', { client: CLIENT, point: POINT, amount: 1234.56, spend: 200 });
    expect(json.retail).toStrictEqual({ amount: 1234.56, total: 1034.56, percent: 10, type: 'cashback', spend: 200 });
    expect(await balance()).toBe(678);
  });

  it('takes the percentage off on a discount level, rounded half up', async () => {
    const { call, balance } = await openLoyalty();
    const totals = [
      [100, 93],
      [0.5, 0.47], // 0.465
      [1.21, 1.13], // 1.1253
      [99.99, 92.99], // 92.9907
      [0, 0],
    ];
    for (const [amount, total] of totals) {
      const { json } = await call('retail', { client: 'discounted', point: POINT, amount, spend: 0 });
      expect(json.retail).toStrictEqual({ amount, total, percent: 7, type: 'discount', earn: 0 });
    }
    expect(await balance(undefined, '79200000001')).toBe(0);
  });
});

describe('an answer', () => {
  it('has a Date header with the issuer’s time, which ends its holds', async () => {
    const { call } = await openLoyalty();
    const { headers } = await call('client', { search: PHONE, point: POINT });
    expect(Date.parse(headers.get('date') ?? '')).toBe(Math.floor(START / 1000) * 1000);
    expect(headers.get('cache-control')).toBe('no-store');
  });
});
