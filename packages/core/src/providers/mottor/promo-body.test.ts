import { describe, expect, it } from 'vitest';
import {
  changedFields,
  draftBody,
  isSameBody,
  type MottorPromoChange,
  type MottorPromoDraft,
  mergedBody,
} from './promo-body.ts';
import { type PromoWire, promoWire } from './wire.ts';

const draft: MottorPromoDraft = {
  code: 'SALE10',
  isEnabled: true,
  bonusType: 'goods',
  bonusAmount: 1000,
  bonusAmountIsInPercentages: true,
};
const fixed = { bonusAmountIsInPercentages: false };
const START = Date.parse('2025-01-20T12:00:00Z');
const written = (fields: object, currency = 'RUB') => draftBody({ ...draft, ...fields } as MottorPromoDraft, currency);
const refused = (code: string, path: string) =>
  expect.objectContaining({ code, outcome: 'notApplied', details: { path } });

describe('draftBody', () => {
  it('writes all eleven fields, whatever was left out', () => {
    expect(written({})).toStrictEqual({
      code: 'SALE10',
      is_enabled: true,
      bonus_type: 2,
      bonus_amount: 10,
      bonus_amount_is_in_percentages: true,
      time_limit_is_enabled: false,
      d_on: null,
      d_off: null,
      quantity_limit_is_enabled: false,
      quantity_limit: 0,
      personal_limit_is_enabled: false,
    });
  });

  it.each(['code', 'isEnabled', 'bonusType', 'bonusAmount', 'bonusAmountIsInPercentages'])(
    'leaves %s to no default of the document',
    (name) => {
      expect(() => written({ [name]: undefined })).toThrow(refused('INVALID_REQUEST', name));
    },
  );

  it.each(['AB', 'ABCDEFGHIJ12345', 'mypromocode', '00'])('takes the code %j as it is', (code) => {
    expect(written({ code }).code).toBe(code);
  });

  it.each(['A', 'ABCDEFGHIJ123456', '', 'SALE-10', 'SALE 10', 'СКИДКА', 'AB\n', 'A/B', 42, null])(
    'refuses the code %j',
    (code) => {
      expect(() => written({ code })).toThrow(refused('INVALID_REQUEST', 'code'));
    },
  );

  it.each([
    [1, 0.01],
    [1999, 19.99],
    [10_000, 100],
  ])('writes %i hundredths of a percent as %f', (bonusAmount, percent) => {
    expect(written({ bonusAmount }).bonus_amount).toBe(percent);
  });

  it.each([0, -1, 10_001, 0.5, Number.NaN, Number.POSITIVE_INFINITY, '10', null])(
    'refuses the percentage %j',
    (bonusAmount) => {
      expect(() => written({ bonusAmount })).toThrow(refused('INVALID_REQUEST', 'bonusAmount'));
    },
  );

  it.each([
    [1, 'RUB', 0.01],
    [129_950, 'RUB', 1299.5],
    [30, 'RUB', 0.3],
    [500, 'JPY', 500],
    [1230, 'KWD', 1.23],
  ])('writes the sum %i %s as %f', (bonusAmount, currency, sum) => {
    expect(written({ ...fixed, bonusAmount }, currency).bonus_amount).toBe(sum);
  });

  it.each([
    [0, 'RUB'],
    [-1, 'RUB'],
    [0.5, 'RUB'],
    [Number.NaN, 'RUB'],
    [2 ** 53 - 1, 'RUB'],
    [1234, 'KWD'],
    [1, 'KWD'],
  ])('refuses the sum %d %s', (bonusAmount, currency) => {
    expect(() => written({ ...fixed, bonusAmount }, currency)).toThrow(refused('MONEY_INVALID', 'bonusAmount'));
  });

  it('writes times as full ISO with milliseconds, and switches the window on', () => {
    expect(written({ startsAt: START, endsAt: START + 1 })).toMatchObject({
      time_limit_is_enabled: true,
      d_on: '2025-01-20T12:00:00.000Z',
      d_off: '2025-01-20T12:00:00.001Z',
    });
    expect(written({ endsAt: START })).toMatchObject({ time_limit_is_enabled: true, d_on: null });
    expect(written({ startsAt: START, timeLimitIsEnabled: false }).time_limit_is_enabled).toBe(false);
    expect(written({ startsAt: null, endsAt: null }).time_limit_is_enabled).toBe(false);
  });

  it.each([
    [START, START],
    [START, START - 1],
  ])('refuses a window from %i to %i', (startsAt, endsAt) => {
    expect(() => written({ startsAt, endsAt })).toThrow(refused('INVALID_REQUEST', 'endsAt'));
    expect(() => written({ startsAt, endsAt, timeLimitIsEnabled: false })).toThrow(
      refused('INVALID_REQUEST', 'endsAt'),
    );
  });

  it.each([-1, 1.5, Number.NaN, 8.64e15, '2025-01-20', new Date(START)])('refuses the time %j', (startsAt) => {
    expect(() => written({ startsAt })).toThrow(refused('INVALID_REQUEST', 'startsAt'));
  });

  it('switches a limit on that is given, also one of 0', () => {
    expect(written({ quantityLimit: 5 })).toMatchObject({ quantity_limit_is_enabled: true, quantity_limit: 5 });
    expect(written({ quantityLimit: 0 })).toMatchObject({ quantity_limit_is_enabled: true, quantity_limit: 0 });
    expect(written({ quantityLimit: 5, quantityLimitIsEnabled: false }).quantity_limit_is_enabled).toBe(false);
  });

  it('refuses a limit that is switched on without a number, or has none that counts', () => {
    expect(() => written({ quantityLimitIsEnabled: true })).toThrow(refused('INVALID_REQUEST', 'quantityLimit'));
    for (const quantityLimit of [-1, 1.5, Number.NaN, '5', null])
      expect(() => written({ quantityLimit })).toThrow(refused('INVALID_REQUEST', 'quantityLimit'));
  });

  it.each([
    'isEnabled',
    'timeLimitIsEnabled',
    'quantityLimitIsEnabled',
    'personalLimitIsEnabled',
    'bonusAmountIsInPercentages',
  ])('takes only true and false for %s', (name) => {
    for (const flag of [1, 0, 'true', null])
      expect(() => written({ quantityLimit: 1, [name]: flag })).toThrow(refused('INVALID_REQUEST', name));
  });

  it.each(['both', 2, null, 'constructor'])('refuses the bonus type %j', (bonusType) => {
    expect(() => written({ bonusType })).toThrow(refused('INVALID_REQUEST', 'bonusType'));
  });

  it('writes no field that the document does not have', () => {
    expect(Object.keys(written({ user_id: 1, id: 5, usedCount: 3, toString: 1 }))).toHaveLength(11);
  });
});

describe('mergedBody', () => {
  const current = (fields: object = {}): PromoWire =>
    promoWire.parse({
      code: 'Old1',
      is_enabled: 1,
      bonus_type: 7,
      bonus_amount: '10.50',
      bonus_amount_is_in_percentages: '1',
      time_limit_is_enabled: true,
      d_on: '2025-01-20 12:00:00',
      d_off: null,
      quantity_limit_is_enabled: false,
      quantity_limit: '3',
      personal_limit_is_enabled: true,
      ...fields,
    });
  const merged = (change: MottorPromoChange, fields: object = {}) =>
    mergedBody(current(fields), changedFields(change, 'RUB'));

  it('sends back what does not change: in strict JSON, but dates and unknown types as they were', () => {
    expect(merged({ code: 'New1' })).toStrictEqual({
      code: 'New1',
      is_enabled: true,
      bonus_type: 7,
      bonus_amount: 10.5,
      bonus_amount_is_in_percentages: true,
      time_limit_is_enabled: true,
      d_on: '2025-01-20 12:00:00',
      d_off: null,
      quantity_limit_is_enabled: false,
      quantity_limit: 3,
      personal_limit_is_enabled: true,
    });
  });

  it('takes dates and a limit that are missing for none', () => {
    const bare = { d_on: undefined, d_off: null, quantity_limit: undefined };
    expect(merged({ code: 'New1' }, bare)).toMatchObject({ d_on: null, d_off: null, quantity_limit: 0 });
  });

  it('changes what is to change', () => {
    const all = merged({
      isEnabled: false,
      bonusType: 'delivery',
      bonusAmount: 1999,
      bonusAmountIsInPercentages: false,
      startsAt: null,
      endsAt: START,
      quantityLimit: 0,
      personalLimitIsEnabled: false,
    });
    expect(all).toMatchObject({
      is_enabled: false,
      bonus_type: 3,
      bonus_amount: 19.99,
      bonus_amount_is_in_percentages: false,
    });
    expect(all).toMatchObject({ d_on: null, d_off: '2025-01-20T12:00:00.000Z', quantity_limit_is_enabled: true });
    expect(all).toMatchObject({ quantity_limit: 0, personal_limit_is_enabled: false });
  });

  it('changes a sum only together with what it means', () => {
    const alone = { bonusAmount: 1000 } as unknown as MottorPromoChange;
    expect(() => merged(alone)).toThrow(refused('INVALID_REQUEST', 'bonusAmountIsInPercentages'));
    const other = { bonusAmountIsInPercentages: true } as unknown as MottorPromoChange;
    expect(() => merged(other)).toThrow(refused('INVALID_REQUEST', 'bonusAmount'));
  });

  it('refuses an end before a start that was there', () => {
    const early = Date.parse('2025-01-20T11:59:59Z');
    expect(() => merged({ endsAt: early })).toThrow(refused('INVALID_REQUEST', 'endsAt'));
    expect(merged({ endsAt: early + 1001 }).d_off).toBe('2025-01-20T12:00:00.001Z');
  });

  it('leaves a window alone that was wrong before', () => {
    expect(merged({ isEnabled: false }, { d_off: '2024-01-01' })).toMatchObject({
      d_off: '2024-01-01',
      is_enabled: false,
    });
  });

  it('switches no limit on that would use the promo up unasked', () => {
    expect(() => merged({ quantityLimitIsEnabled: true }, { quantity_limit: 0 })).toThrow(
      refused('INVALID_REQUEST', 'quantityLimit'),
    );
    expect(merged({ quantityLimitIsEnabled: true }).quantity_limit).toBe(3);
    expect(merged({ quantityLimitIsEnabled: true, quantityLimit: 0 }).quantity_limit).toBe(0);
  });

  it.each(['is_enabled', 'bonus_type', 'bonus_amount', 'bonus_amount_is_in_percentages', 'time_limit_is_enabled'])(
    'writes nothing when it could not read %s, which is to stay',
    (field) => {
      const unread = expect.objectContaining({ code: 'PROVIDER_PROTOCOL', outcome: 'notApplied' });
      for (const value of [null, undefined, {}])
        expect(() => merged({ code: 'AB' }, { [field]: value })).toThrow(unread);
    },
  );

  it('does not need what is going to be replaced', () => {
    expect(merged({ isEnabled: true }, { is_enabled: 'maybe' }).is_enabled).toBe(true);
    expect(() => merged({ code: 'AB' }, { bonus_amount: 'ten' })).toThrow();
    const bonus = { bonusAmount: 1, bonusAmountIsInPercentages: false };
    expect(merged(bonus, { bonus_amount: 'ten' }).bonus_amount).toBe(0.01);
  });
});

describe('isSameBody', () => {
  const body = written({ startsAt: START, quantityLimit: 5 });
  const shown = (fields: object = {}) => promoWire.parse({ ...body, ...fields });

  it('knows a promo that the provider shows in its own way', () => {
    const ways = [
      {},
      { code: 'sale10' },
      { bonus_type: '2', bonus_amount: '10.00', is_enabled: 1, quantity_limit: '5' },
      { d_on: '2025-01-20T15:00:00+03:00', d_off: '' },
      { personal_limit_is_enabled: undefined },
    ];
    for (const fields of ways) expect(isSameBody(shown(fields), body)).toBe(true);
  });

  it('knows another', () => {
    const others = [
      { code: 'SALE11' },
      { is_enabled: false },
      { bonus_type: 3 },
      { bonus_amount: 10.01 },
      { bonus_amount_is_in_percentages: false },
      { time_limit_is_enabled: false },
      { d_on: '2025-01-20T12:00:01Z' },
      { d_off: '2026-01-01' },
      { quantity_limit_is_enabled: false },
      { quantity_limit: 6 },
      { personal_limit_is_enabled: true },
    ];
    for (const fields of others) expect(isSameBody(shown(fields), body)).toBe(false);
  });

  it('does not look at dates and limits that are switched off', () => {
    const off = written({});
    const read = promoWire.parse({ ...off, d_on: '0000-00-00 00:00:00', quantity_limit: 9 });
    expect(isSameBody(read, off)).toBe(true);
  });
});
