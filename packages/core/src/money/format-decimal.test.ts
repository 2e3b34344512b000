import { describe, expect, it } from 'vitest';
import { formatDecimal } from './format-decimal.ts';

describe('formatDecimal', () => {
  it.each([
    [100_000, 'RUB', '1000.00'],
    [129_950, 'RUB', '1299.50'],
    [5, 'RUB', '0.05'],
    [50, 'RUB', '0.50'],
    [0, 'RUB', '0.00'],
    [-0, 'RUB', '0.00'],
    [-5, 'RUB', '-0.05'],
    [-1250, 'RUB', '-12.50'],
    [1500, 'JPY', '1500'],
    [-1500, 'JPY', '-1500'],
    [0, 'JPY', '0'],
    [1234, 'KWD', '1.234'],
    [7, 'KWD', '0.007'],
    [Number.MAX_SAFE_INTEGER, 'RUB', '90071992547409.91'],
  ])('writes %i %s as %s', (amount, currency, text) => {
    expect(formatDecimal(amount, currency)).toBe(text);
  });

  it.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses %d, which is no safe integer', (amount) => {
    expect(() => formatDecimal(amount, 'RUB')).toThrow('MONEY_INVALID');
  });
});
