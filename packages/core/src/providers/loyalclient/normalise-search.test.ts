import { describe, expect, it } from 'vitest';
import { normaliseSearch } from './normalise-search.ts';

describe('normaliseSearch', () => {
  it.each([
    '79201234567',
    '89201234567',
    '+79201234567',
    '+7 (920) 123-45-67',
    '8 (920) 123-45-67',
    '8-920-123-45-67',
    '7 920 123 45 67',
    '+7 920 123 45 67',
    '+7\u00a0920\u00a0123\u201145\u201167',
    '\u202a+79201234567\u202c',
    ' 8 920 123.45.67 ',
  ])('brings the phone %j into digits', (typed) => {
    expect(normaliseSearch(typed)).toBe('79201234567');
  });

  it.each([
    ['+375 29 123-45-67', '375291234567'],
    // Vietnam: no eight of ours.
    ['+84 912 345 678', '84912345678'],
    ['+86 138 0013 8000', '8613800138000'],
  ])('keeps the digits of another country: %j is %s', (typed, digits) => {
    expect(normaliseSearch(typed)).toBe(digits);
  });

  it.each([
    '2000001234567',
    '9201234567',
    '7777 8888 9999 0000',
    'A1B2-C3D4',
    'app:79201234567',
    '62aXXXXX4f4',
    ' 1234 ',
    '0012345',
    '792012345678',
    '7920123456',
    '+7',
    'карта',
  ])('leaves the card or code %j untouched', (typed) => {
    expect(normaliseSearch(typed)).toBe(typed);
  });

  it('changes nothing more when done twice', () => {
    for (const typed of ['8 (920) 123-45-67', '+375291234567', 'A1B2-C3D4']) {
      const once = normaliseSearch(typed);
      expect(normaliseSearch(once)).toBe(once);
    }
  });
});
