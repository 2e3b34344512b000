import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDecimal } from './format-decimal.ts';
import { parseDecimal } from './parse-decimal.ts';

describe('parseDecimal', () => {
  it.each([
    [19.99, 'RUB', 1999],
    ['19.99', 'RUB', 1999],
    [1000, 'RUB', 100_000],
    ['1000.00', 'RUB', 100_000],
    ['1000.0000', 'RUB', 100_000],
    ['1000.5', 'RUB', 100_050],
    [0, 'RUB', 0],
    ['0.00', 'RUB', 0],
    ['007.10', 'RUB', 710],
    [' 5.25 ', 'RUB', 525],
    [-12.5, 'RUB', -1250],
    ['-0.01', 'RUB', -1],
    [1500, 'JPY', 1500],
    ['1500.00', 'JPY', 1500],
    ['1.234', 'KWD', 1234],
    [1.5, 'KWD', 1500],
    ['90071992547409.91', 'RUB', Number.MAX_SAFE_INTEGER],
    [Number.MAX_SAFE_INTEGER, 'JPY', Number.MAX_SAFE_INTEGER],
    [9_999_999_999_999.99, 'RUB', 999_999_999_999_999],
  ])('reads %j %s as %i minor units', (value, currency, minor) => {
    expect(parseDecimal(value, currency)).toBe(minor);
  });

  it('knows no negative zero', () => {
    expect(Object.is(parseDecimal('-0.00', 'RUB'), 0)).toBe(true);
    expect(Object.is(parseDecimal(-0, 'RUB'), 0)).toBe(true);
  });

  it.each([
    ['a float sum with a tail', 0.1 + 0.2, 'RUB'],
    ['three decimals', 19.999, 'RUB'],
    ['three decimals in a string', '19.999', 'RUB'],
    ['a decimal where the currency has none', 0.5, 'JPY'],
    ['four decimals of three', '1.2345', 'KWD'],
    ['an exponent', 1e21, 'RUB'],
    ['an exponent in a string', '1e3', 'RUB'],
    ['a very small number', 1e-7, 'RUB'],
    ['NaN', Number.NaN, 'RUB'],
    ['infinity', Number.POSITIVE_INFINITY, 'RUB'],
    ['more than integers hold', '90071992547409.92', 'RUB'],
    ['an empty string', '', 'RUB'],
    ['a word', 'ten', 'RUB'],
    ['grouping', '1,000.00', 'RUB'],
    ['a decimal comma', '10,00', 'RUB'],
    ['no digit before the point', '.50', 'RUB'],
    ['no digit after the point', '5.', 'RUB'],
    ['a plus', '+5', 'RUB'],
    ['hexadecimal', '0x10', 'RUB'],
    ['digits of another script', '١٢', 'RUB'],
    ['two signs', '--1', 'RUB'],
    ['null', null, 'RUB'],
    ['nothing', undefined, 'RUB'],
    ['a boolean', true, 'RUB'],
    ['an array', ['5'], 'RUB'],
    ['a bigint', 5n, 'RUB'],
    ['an unknown way to write the currency', '5', 'rub'],
  ])('refuses %s', (_, value, currency) => {
    expect(() => parseDecimal(value, currency)).toThrow(expect.objectContaining({ code: 'MONEY_INVALID' }));
  });

  it('refuses a JSON number so long that two sums of money share its double', () => {
    // Both literals are the same double, so either sum may have been meant.
    expect(JSON.parse('90071992547409.90')).toBe(JSON.parse('90071992547409.91'));
    expect(() => parseDecimal(JSON.parse('90071992547409.91'), 'RUB')).toThrow('MONEY_INVALID');
    expect(() => parseDecimal(10_000_000_000_000, 'RUB')).toThrow('MONEY_INVALID');
  });

  it('reads back every sum that formatDecimal writes', () => {
    const amount = fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(amount, fc.constantFrom('RUB', 'JPY', 'KWD', 'CLF'), (minor, currency) => {
        expect(parseDecimal(formatDecimal(minor, currency), currency)).toBe(minor);
      }),
    );
  });
});
