import { PerksError } from '@checkout-perks/core/errors';
import { expectNoSecrets } from '@checkout-perks/test-kit/secrets';
import { describe, expect, it } from 'vitest';
import { readSearch } from './read-search.ts';

const refused = new PerksError('INVALID_REQUEST', { details: { path: 'search' } });

describe('readSearch, phones', () => {
  it.each([
    '8 (912) 345-67-89',
    '8(912)3456789',
    '89123456789',
    '8-912-345-67-89',
    '+7 (912) 345-67-89',
    '+79123456789',
    '+7 912 345 67 89',
    '7 912 345 67 89',
    '79123456789',
    '9123456789',
    '912 345-67-89',
    '(912) 345-67-89',
    '912.345.67.89',
    '+7 8912 345 67 89',
    '+8 912 345 67 89',
    '0079123456789',
    'tel:+7-912-345-67-89',
    ' +7\u00a0912\u00a0345\u201167\u201189\u200b',
    '\u202a+7 (912) 345-67-89\u202c',
    '８ （９１２） ３４５－６７－８９',
    '+7 912 345/67/89',
  ])('reads %j', (typed) => {
    expect(readSearch(typed)).toEqual({ kind: 'phone', search: '79123456789', hint: '+7 ••• •••-••-89' });
  });

  it.each([
    ['+49 151 2345 6789', '4915123456789'],
    ['+49 (0)151 23456789', '4915123456789'],
    ['0049 151 23456789', '4915123456789'],
    ['+380 44 123 45 67', '380441234567'],
    ['+86 139 1234 5678', '8613912345678'],
    ['+1 (212) 555-01-99', '12125550199'],
    ['+375 29 123-45-67', '375291234567'],
  ])('reads %j of another country as %s', (typed, search) => {
    expect(readSearch(typed)).toEqual({ kind: 'phone', search, hint: `+••••••${search.slice(-2)}` });
  });

  it('takes an area code in brackets for a phone, and ten digits alone only of a mobile', () => {
    expect(readSearch('(495) 123-45-67')).toMatchObject({ kind: 'phone', search: '74951234567' });
    expect(readSearch('4951234567')).toMatchObject({ kind: 'card' });
  });

  it.each(['+7 912 345 67 8', '+7 912 345 67 890', '+', '+12', '+abc', `+${'1'.repeat(16)}`])('refuses %j', (typed) => {
    expect(() => readSearch(typed)).toThrow(refused);
  });
});

describe('readSearch, cards and app codes', () => {
  it('reads a card, also in the groups in which it is printed', () => {
    const card = { kind: 'card', search: '2000000000011', hint: '••••0011' };
    for (const typed of ['2000000000011', ' 2000 0000 00011 ', '2000-0000-00011', '2000\u20130000.00011'])
      expect(readSearch(typed)).toEqual(card);
  });

  it('leaves a card with letters as it is', () => {
    expect(readSearch('AB-12 cd')).toEqual({ kind: 'card', search: 'AB-12 cd', hint: '••••cd' });
  });

  it('knows an app code by the whole of it, whatever the flags', () => {
    for (const pattern of [/\d{6}/, /^\d{6}$/, /\d{6}/g, /\d{6}/y, /\d{6}/m, /\d{6}|never/]) {
      for (let time = 0; time < 3; time += 1) {
        expect(readSearch(' 482 913 ', pattern)).toEqual({ kind: 'appCode', search: '482913', hint: '••••13' });
        expect(readSearch('2000000000011', pattern).kind).toBe('card');
      }
    }
  });

  it('never takes a phone for an app code: it would prove something then', () => {
    for (const typed of ['79123456789', '8 912 345-67-89', '9123456789', '+4915123456789'])
      expect(readSearch(typed, /.*/).kind).toBe('phone');
  });

  it.each(['', '   ', '12', '\u200b\u200b\u200b\u200b', 'карта', '🎁🎁🎁🎁', 'a\nb\u0000', 'x'.repeat(65)])(
    'refuses %j',
    (typed) => {
      expect(() => readSearch(typed)).toThrow(refused);
    },
  );

  it('says nothing of what was typed when it refuses it', () => {
    let thrown: unknown;
    try {
      readSearch('+7 912 345 67 8');
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toEqual(refused);
    const shown = JSON.stringify(thrown) + String((thrown as Error).stack);
    expectNoSecrets(shown, ['+7 912 345 67 8', '912 345 67 8', '7912345678', '12345678']);
  });
});
