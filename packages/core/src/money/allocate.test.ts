import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocate } from './allocate.ts';

const MAX = Number.MAX_SAFE_INTEGER;
const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + BigInt(part), 0n);

/** Largest remainder, written down again in integers without bounds. */
function oracle(amount: number, weights: readonly number[]): number[] {
  const total = sum(weights);
  const shares = weights.map((weight, index) => {
    const product = BigInt(amount) * BigInt(weight);
    return { index, weight, part: product / total, rest: product % total };
  });
  const left = Number(BigInt(amount) - shares.reduce((parts, { part }) => parts + part, 0n));
  const ranked = shares.toSorted((a, b) =>
    a.rest === b.rest ? b.weight - a.weight || a.index - b.index : a.rest > b.rest ? -1 : 1,
  );
  for (const share of ranked.slice(0, left)) share.part += 1n;
  return shares.map(({ part }) => Number(part));
}

/** Sums as carts have them, and sums at the edge of what integers hold. */
const splits = fc
  .oneof(
    { weight: 3, arbitrary: fc.array(fc.integer({ min: 0, max: 5_000_000 }), { minLength: 1, maxLength: 40 }) },
    { weight: 1, arbitrary: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 12 }) },
    {
      weight: 2,
      arbitrary: fc.array(fc.integer({ min: 0, max: Math.floor(MAX / 8) }), { minLength: 1, maxLength: 8 }),
    },
  )
  .filter((weights) => weights.some((weight) => weight > 0))
  .chain((weights) =>
    fc.tuple(fc.oneof(fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 0, max: MAX })), fc.constant(weights)),
  );

describe('allocate', () => {
  it('gives what rounding down leaves over to the largest remainders', () => {
    // 100 over 1:1:1 is 33⅓ each; over 50:30:21 of 101 it is 49.50, 29.70, 20.79: the units go to .79 and .70.
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocate(100, [50, 30, 21])).toEqual([49, 30, 21]);
  });

  it('breaks a tie for the heavier part, then for the earlier one', () => {
    // 2 over 1:3 is ½ and 1½: equal remainders, and the heavier takes the unit though it comes later.
    expect(allocate(2, [1, 3])).toEqual([0, 2]);
    expect(allocate(1, [7, 7])).toEqual([1, 0]);
    expect(allocate(3, [5, 5, 5, 5])).toEqual([1, 1, 1, 0]);
  });

  it('gives nothing for nothing', () => {
    expect(allocate(0, [3, 2])).toEqual([0, 0]);
    expect(allocate(0, [0, 0])).toEqual([0, 0]);
    expect(allocate(0, [])).toEqual([]);
  });

  it('is exact where products leave the safe integers', () => {
    // ⅓ of 2⁵³−1 in floats would lose units; 9007199254740991 = 3 × 3002399751580330 + 1.
    expect(allocate(MAX, [1, 1, 1])).toEqual([3_002_399_751_580_331, 3_002_399_751_580_330, 3_002_399_751_580_330]);
    expect(allocate(MAX, [MAX - 1, 1])).toEqual([MAX - 1, 1]);
    expect(allocate(MAX - 1, [MAX - 1, 1])).toEqual([MAX - 2, 1]);
  });

  it.each([
    ['a negative amount', -1, [1]],
    ['a fraction of a minor unit', 0.5, [1]],
    ['an amount past the safe integers', 2 ** 53, [1]],
    ['no number', Number.NaN, [1]],
    ['a negative weight', 1, [2, -1]],
    ['a fractional weight', 1, [0.5]],
    ['weights whose sum passes the safe integers', 1, [MAX, 1]],
    ['an amount that no weight bears', 1, [0, 0]],
    ['an amount and no part at all', 1, []],
  ])('refuses %s', (_, amount, weights) => {
    expect(() => allocate(amount, weights)).toThrow(expect.objectContaining({ code: 'MONEY_INVALID' }));
  });

  it('always adds up to the amount', () => {
    fc.assert(
      fc.property(splits, ([amount, weights]) => {
        expect(sum(allocate(amount, weights))).toBe(BigInt(amount));
      }),
    );
  });

  it('keeps each part within one of its exact share, and gives a weight of zero nothing', () => {
    fc.assert(
      fc.property(splits, ([amount, weights]) => {
        const total = sum(weights);
        allocate(amount, weights).forEach((part, index) => {
          const exact = BigInt(amount) * BigInt(weights[index] ?? 0);
          const off = BigInt(part) * total - exact;
          expect(off > -total && off < total).toBe(true);
          if (weights[index] === 0) expect(part).toBe(0);
        });
      }),
    );
  });

  it('never gives a part more than it weighs while the amount is no more than the weights together', () => {
    fc.assert(
      fc.property(splits, ([amount, weights]) => {
        const parts = allocate(Number(BigInt(amount) % (sum(weights) + 1n)), weights);
        expect(parts.every((part, index) => part <= (weights[index] ?? 0))).toBe(true);
      }),
    );
  });

  it('agrees with integers without bounds, ties included', () => {
    fc.assert(
      fc.property(splits, ([amount, weights]) => {
        expect(allocate(amount, weights)).toEqual(oracle(amount, weights));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives the same parts to the same weights in any order, as long as all are different', () => {
    const different = fc.uniqueArray(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(different, fc.integer({ min: 0, max: 10_000_000 }), (weights, amount) => {
        const forwards = allocate(amount, weights);
        expect(allocate(amount, weights.toReversed())).toEqual(forwards.toReversed());
      }),
    );
  });

  it('gives equal weights parts that differ by one at most, the larger ones first', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 1, max: 50 }), (amount, count) => {
        const parts = allocate(
          amount,
          Array.from({ length: count }, () => 7),
        );
        expect(parts).toEqual(parts.toSorted((a, b) => b - a));
        expect((parts[0] ?? 0) - (parts.at(-1) ?? 0)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('leaves its input alone', () => {
    const weights = Object.freeze([3, 1, 2]);
    expect(allocate(7, weights)).toHaveLength(3);
  });
});
