import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mottorPromoOf } from './mottor-promo.ts';
import { listedPromoWire } from './wire.ts';

const [sample] = JSON.parse(readFileSync(new URL('./fixtures/promos.json', import.meta.url), 'utf8'));
const good = { ...sample, id: 5, code: 'Sale10', bonus_type: 2, bonus_amount: 10, quantity_limit: 3 };
const reading = (fields: object, currency = 'RUB') =>
  mottorPromoOf(5, listedPromoWire.parse({ ...good, ...fields }), currency);

describe('mottorPromoOf', () => {
  it('leaves out what it does not know', () => {
    const known = reading({});
    expect(reading({ color: 'red', bonus: { nested: true }, site_id: 3 })).toStrictEqual(known);
    expect(Object.keys(known)).toHaveLength(14);
  });

  it.each([
    [2, 'goods'],
    [3, 'delivery'],
    ['2', 'goods'],
    [0, 'unknown'],
    [1, 'unknown'],
    [4, 'unknown'],
    ['string', 'unknown'],
    ['', 'unknown'],
  ])('reads the bonus type %j as %s, and nothing wrong with it', (bonus_type, bonusType) => {
    expect(reading({ bonus_type })).toMatchObject({ bonusType });
    expect(reading({ bonus_type })).not.toHaveProperty('unreadable');
  });

  it('reads sums and percentages, as numbers and as texts', () => {
    const fixed = { bonus_amount_is_in_percentages: false };
    expect(reading({ bonus_amount: 10.5 }).bonusAmount).toBe(1050);
    expect(reading({ bonus_amount: '19.990' }).bonusAmount).toBe(1999);
    expect(reading({ ...fixed, bonus_amount: 19.99 }).bonusAmount).toBe(1999);
    expect(reading({ ...fixed, bonus_amount: '1000.00' }).bonusAmount).toBe(100_000);
    expect(reading({ ...fixed, bonus_amount: 500 }, 'JPY').bonusAmount).toBe(500);
  });

  it('reads flags that come as 0 and 1', () => {
    const flags = { is_enabled: 0, is_valid: '0', time_limit_is_enabled: 1, quantity_limit_is_enabled: '1' };
    expect(reading(flags)).toMatchObject({
      isEnabled: false,
      isValid: false,
      timeLimitIsEnabled: true,
      quantityLimitIsEnabled: true,
    });
    expect(reading({ personal_limit_is_enabled: 1 })).toMatchObject({ personalLimitIsEnabled: true });
  });

  it('reads counts that come as texts', () => {
    const counts = { id: '5', quantity_limit: '7', promo_used_count: '6', pos: '2' };
    expect(reading(counts)).toMatchObject({ quantityLimit: 7, usedCount: 6, position: 2 });
    expect(listedPromoWire.parse({ ...good, id: '5' }).id).toBe(5);
  });

  it('takes what is missing and what is null for the same', () => {
    const optional = ['pos', 'd_on', 'd_off', 'promo_used_count', 'is_valid', 'personal_limit_is_enabled'];
    const nulls = reading(Object.fromEntries(optional.map((name) => [name, null])));
    const missing = reading(Object.fromEntries(optional.map((name) => [name, undefined])));
    expect(missing).toStrictEqual(nulls);
    expect(nulls).toStrictEqual({
      id: 5,
      code: 'Sale10',
      isEnabled: true,
      bonusType: 'goods',
      bonusAmount: 1000,
      bonusAmountIsInPercentages: true,
      timeLimitIsEnabled: true,
      quantityLimitIsEnabled: true,
      quantityLimit: 3,
    });
  });

  it('takes flags and limits that are missing for off', () => {
    const flags = {
      is_enabled: null,
      time_limit_is_enabled: null,
      quantity_limit_is_enabled: null,
      quantity_limit: null,
    };
    expect(reading(flags)).toMatchObject({
      isEnabled: false,
      timeLimitIsEnabled: false,
      quantityLimitIsEnabled: false,
      quantityLimit: 0,
    });
  });

  it('reads times with and without an offset', () => {
    const noon = Date.parse('2025-01-20T12:00:00Z');
    for (const time of [
      '2025-01-20T12:00:00Z',
      '2025-01-20T15:00:00.000+03:00',
      '2025-01-20T12:00:00',
      '2025-01-20 12:00:00',
    ])
      expect(reading({ d_on: time, d_off: time })).toMatchObject({ startsAt: noon, endsAt: noon });
  });

  it.each([
    ['bonus_amount', null],
    ['bonus_amount', undefined],
    ['bonus_amount', 'ten'],
    ['bonus_amount', -1],
    ['bonus_amount', {}],
    ['bonus_amount_is_in_percentages', null],
    ['bonus_amount_is_in_percentages', 'percent'],
    ['bonus_type', null],
    ['bonus_type', {}],
    ['is_enabled', 'yes'],
    ['is_valid', 'maybe'],
    ['d_off', 'soon'],
    ['d_on', 1628085457],
    ['time_limit_is_enabled', 2],
    ['quantity_limit', 'many'],
    ['quantity_limit', -1],
    ['promo_used_count', 1.5],
  ])('names %s, %j, which counts and cannot be read', (field, value) => {
    expect(reading({ [field]: value }).unreadable).toContain(field);
  });

  it.each([10.005, -1, '-0.01'])('names the fixed sum %j, which is no money', (bonus_amount) => {
    const promo = reading({ bonus_amount, bonus_amount_is_in_percentages: false });
    expect([promo.unreadable, promo.bonusAmount]).toEqual([['bonus_amount'], 0]);
  });

  it('does not mind zeros of a database where they do not count', () => {
    const off = reading({ time_limit_is_enabled: false, d_on: '0000-00-00 00:00:00', d_off: '' });
    expect(off).not.toHaveProperty('unreadable');
    expect(off).not.toHaveProperty('startsAt');
    const free = reading({ quantity_limit_is_enabled: false, quantity_limit: 'n/a', pos: 'first' });
    expect(free).not.toHaveProperty('unreadable');
    expect(reading({ d_on: '0000-00-00 00:00:00' }).unreadable).toEqual(['d_on']);
  });
});
