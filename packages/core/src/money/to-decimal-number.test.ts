import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDecimal } from './parse-decimal.ts';
import { toDecimalNumber } from './to-decimal-number.ts';

describe('toDecimalNumber', () => {
  it.each([
    [129_950, 'RUB', '1299.5'],
    [100_000, 'RUB', '1000'],
    [1999, 'RUB', '19.99'],
    [30, 'RUB', '0.3'],
    [1500, 'JPY', '1500'],
    [1234, 'KWD', '1.234'],
    [-5, 'RUB', '-0.05'],
  ])('puts %i %s into JSON as %s', (amount, currency, json) => {
    expect(JSON.stringify(toDecimalNumber(amount, currency))).toBe(json);
  });

  it('never writes more decimals than the currency has, and reads back as the same sum', () => {
    const amount = fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 });
    fc.assert(
      fc.property(amount, fc.constantFrom('RUB', 'JPY', 'KWD'), (minor, currency) => {
        expect(parseDecimal(JSON.parse(JSON.stringify(toDecimalNumber(minor, currency))), currency)).toBe(minor);
      }),
      { numRuns: 1000 },
    );
  });

  it('refuses a sum whose last digits a double could lose', () => {
    expect(toDecimalNumber(999_999_999_999_999, 'RUB')).toBe(9_999_999_999_999.99);
    expect(() => toDecimalNumber(1_000_000_000_000_000, 'RUB')).toThrow('MONEY_INVALID');
    expect(() => toDecimalNumber(Number.MAX_SAFE_INTEGER, 'RUB')).toThrow('MONEY_INVALID');
    expect(toDecimalNumber(Number.MAX_SAFE_INTEGER, 'JPY')).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('refuses what is no whole number of minor units', () => {
    expect(() => toDecimalNumber(0.5, 'RUB')).toThrow('MONEY_INVALID');
    expect(() => toDecimalNumber(Number.NaN, 'RUB')).toThrow('MONEY_INVALID');
  });
});
