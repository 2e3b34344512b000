import { describe, expect, it } from 'vitest';
import { readTyped } from './read-typed.ts';

describe('readTyped', () => {
  it.each([
    '8 (912) 345-67-89',
    '+7 912 345 67 89',
    '79123456789',
    '9123456789',
    '(495) 123-45-67',
    '8–912–345–67–89',
    '+7 912 345‑67‑89',
    '+49 (0)151 23456789',
    '+1 (415) 555-2671',
    '00 44 20 7946 0958',
    '８９１２３４５６７８９',
    '\u202a+7 912 345-67-89\u202c',
    '\u200b7 912 345 67 89',
    '123456789012345',
  ])('takes %j for a phone', (text) => {
    expect(readTyped(text).kind).toBe('phone');
  });

  it.each(['123456789', '1234567890123456', '4276 1234 5678 9012', '424242', '424-242', '7'])(
    'takes %j for digits, which may be a card or an app code',
    (text) => {
      expect(readTyped(text).kind).toBe('digits');
    },
  );

  it.each([
    '',
    '  ',
    '+',
    '()',
    'SALE10',
    'G1740XXXX56GH',
    '8912345678x',
    'tel 89123456789',
    '12.50',
    '8/912/345/67/89',
  ])('takes %j for a code', (text) => {
    expect(readTyped(text).kind).toBe('code');
  });

  it('keeps the brackets and the plus, by which the server knows a country, and no marks that nobody sees', () => {
    expect(readTyped(' \u202a(495) 123-45-67\u202c ').search).toBe('(495) 123-45-67');
    expect(readTyped('＋７ 912 345 67 89').search).toBe('+7 912 345 67 89');
  });
});
