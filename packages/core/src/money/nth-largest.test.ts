import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nthLargest } from './nth-largest.ts';

describe('nthLargest', () => {
  it('finds what sorting would find, repeated numbers included', () => {
    const numbers = fc.oneof(
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1 }),
      fc.array(fc.maxSafeNat(), { minLength: 1, maxLength: 300 }),
    );
    fc.assert(
      fc.property(numbers, fc.nat(), (given, pick) => {
        const n = 1 + (pick % given.length);
        expect(nthLargest(given, n)).toBe(given.toSorted((a, b) => b - a)[n - 1]);
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves the numbers as they were', () => {
    expect(nthLargest(Object.freeze([3, 1, 2]), 2)).toBe(2);
  });
});
