import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loyalPersonOf } from './loyal-person.ts';
import { clientWire } from './wire.ts';

const sample = JSON.parse(readFileSync(new URL('./fixtures/client.json', import.meta.url), 'utf8'));
const reading = (fields: object, level: object = {}) => {
  const client = { ...sample.client, ...fields, level: { ...sample.client.level, ...level } };
  return loyalPersonOf(clientWire.parse({ success: true, client }).client);
};
const unread =
  (fields: object, level: object = {}) =>
  () =>
    reading(fields, level);

describe('loyalPersonOf', () => {
  it.each([
    [79200000000, '79200000000'],
    ['79200000000', '79200000000'],
    ['+7 (920) 000-00-00', '79200000000'],
  ])('reads the phone %j as digits', (phone, digits) => {
    expect(reading({ phone }).phone).toBe(digits);
  });

  it('does without what is optional', () => {
    const optional = ['name', 'photo', 'birthday', 'phone', 'email'];
    const nothing = {
      id: '62aXXXXXXXX6',
      level: { id: '', title: '', basisPoints: 1000, type: 'unknown' },
      balance: 878,
    };
    const level = { id: null, title: null, type: null, maxSpendPercent: null };
    expect(reading(Object.fromEntries(optional.map((name) => [name, null])), level)).toStrictEqual(nothing);
    const gone = { id: undefined, title: undefined, type: undefined, maxSpendPercent: undefined };
    expect(reading(Object.fromEntries(optional.map((name) => [name, undefined])), gone)).toStrictEqual(nothing);
  });

  it('lets nothing that is only shown keep a member out', () => {
    const odd = reading({ name: 7, photo: {}, birthday: false, phone: [], email: 1.5 });
    expect(Object.keys(odd)).toEqual(['id', 'level', 'balance']);
  });

  it('leaves out what it does not know', () => {
    const known = reading({});
    expect(reading({ passport: '4509 123456' }, { color: 'gold' })).toStrictEqual(known);
  });

  it.each([
    ['cashback', 'cashback'],
    ['discount', 'discount'],
    ['Cashback', 'unknown'],
    ['stamps', 'unknown'],
    ['', 'unknown'],
    [5, 'unknown'],
  ])('reads the type %j as %s', (word, type) => {
    expect(reading({}, { type: word }).level.type).toBe(type);
  });

  it('reads percentages and points as numbers and as texts, with decimals', () => {
    expect(reading({ balance: '878.50' }, { percent: '7.5', maxSpendPercent: '50' })).toMatchObject({
      balance: 878.5,
      level: { basisPoints: 750, maxSpendBasisPoints: 5000 },
    });
    expect(reading({ balance: -20 }).balance).toBe(-20);
  });

  it('knows the balance of a discount level, which the document has at 0 always', () => {
    expect(reading({ balance: null }, { type: 'discount' }).balance).toBe(0);
    expect(reading({ balance: undefined }, { type: 'discount' }).balance).toBe(0);
    expect(reading({ balance: 0 }, { type: 'discount', maxSpendPercent: undefined }).balance).toBe(0);
  });

  it('never takes a balance that is missing for 0', () => {
    for (const balance of [null, undefined]) {
      expect(unread({ balance })).toThrow(expect.objectContaining({ code: 'PROVIDER_PROTOCOL' }));
      expect(unread({ balance }, { type: 'stamps' })).toThrow();
    }
    for (const balance of ['', 'many', true, {}]) expect(unread({ balance })).toThrow();
  });

  it('does not guess who it is or what the level gives', () => {
    for (const id of [null, '', undefined, {}]) expect(unread({ id })).toThrow();
    for (const percent of [null, undefined, 'ten', -5]) expect(unread({}, { percent })).toThrow();
  });

  it('takes an id that is a number', () => {
    expect(reading({ id: 42 }, { id: 7 })).toMatchObject({ id: '42', level: { id: '7' } });
  });
});
