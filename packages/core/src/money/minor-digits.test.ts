import { describe, expect, it } from 'vitest';
import { minorDigits } from './minor-digits.ts';

describe('minorDigits', () => {
  it('gives the places of ISO 4217', () => {
    expect(['RUB', 'EUR', 'KZT', 'USD'].map(minorDigits)).toEqual([2, 2, 2, 2]);
    expect(['JPY', 'KRW', 'VND', 'CLP'].map(minorDigits)).toEqual([0, 0, 0, 0]);
    expect(['KWD', 'BHD', 'IQD', 'TND'].map(minorDigits)).toEqual([3, 3, 3, 3]);
    expect(['CLF', 'UYW'].map(minorDigits)).toEqual([4, 4]);
  });

  it('does not follow usage, in which a currency may have lost its small coins', () => {
    expect(['IDR', 'HUF', 'COP', 'IRR', 'AFN'].map(minorDigits)).toEqual([2, 2, 2, 2, 2]);
  });

  it('takes a code that is on no list for one of two decimals', () => {
    expect(minorDigits('ZZZ')).toBe(2);
  });

  it.each(['', 'jpy', 'RU', 'RUBL', 'RUB\n', 'РУБ', '__proto__'])('refuses %j, which is no code', (currency) => {
    expect(() => minorDigits(currency)).toThrow('MONEY_INVALID');
  });
});
