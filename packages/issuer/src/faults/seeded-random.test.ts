import { describe, expect, it } from 'vitest';
import { seededRandom } from './seeded-random.ts';

const drawn = (seed: number, count: number) => Array.from({ length: count }, seededRandom(seed));

describe('seededRandom', () => {
  it('repeats its numbers for the same seed, and gives others for another seed', () => {
    expect(drawn(7, 50)).toStrictEqual(drawn(7, 50));
    expect(drawn(7, 50)).not.toStrictEqual(drawn(8, 50));
  });

  it('spreads evenly between 0 and 1', () => {
    const tenths = Array<number>(10).fill(0);
    for (const number of drawn(1, 20_000)) tenths[Math.floor(number * 10)] = (tenths[Math.floor(number * 10)] ?? 0) + 1;
    expect(tenths).toHaveLength(10);
    // Five standard deviations around 2000.
    expect(Math.min(...tenths)).toBeGreaterThan(1780);
    expect(Math.max(...tenths)).toBeLessThan(2220);
  });
});
