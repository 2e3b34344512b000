import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentOf } from './percent-of.ts';

const MAX = Number.MAX_SAFE_INTEGER;

describe('percentOf', () => {
  it.each([
    [44_850, 1000, 4485],
    [10, 1500, 2],
    [10, 1499, 1],
    [10, 2500, 3],
    [100, 1250, 13],
    [5000, 1, 1],
    [4999, 1, 0],
    [0, 10_000, 0],
    [199, 0, 0],
    [199, 10_000, 199],
    [199, 25_000, 498],
    [MAX, 10_000, MAX],
    [MAX, 5000, 4_503_599_627_370_496],
    [MAX, 3333, 3_002_099_511_605_172],
    [MAX, 1, 900_719_925_474],
  ])('of %i, at %i hundredths of a percent, is %i', (amount, basisPoints, part) => {
    expect(percentOf(amount, basisPoints)).toBe(part);
  });

  it('is exact where the product fits into a double, at the edge, and beyond', () => {
    const amounts = fc.oneof(fc.nat(), fc.integer({ min: 900_719_925_470, max: 900_719_925_480 }), fc.maxSafeNat());
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 10_000 }), (amount, basisPoints) => {
        const exact = (BigInt(amount) * BigInt(basisPoints) * 2n + 10_000n) / 20_000n;
        expect(BigInt(percentOf(amount, basisPoints))).toBe(exact);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['a negative sum', -1, 1000],
    ['a fractional sum', 0.5, 1000],
    ['a negative percentage', 100, -1],
    ['a fractional percentage', 100, 10.5],
    ['no number', Number.NaN, 1000],
    ['a sum past what integers hold', 2 ** 53, 1000],
    ['a result past what integers hold', MAX, 10_001],
  ])('refuses %s', (_, amount, basisPoints) => {
    expect(() => percentOf(amount, basisPoints)).toThrow(expect.objectContaining({ code: 'MONEY_INVALID' }));
  });
});
