import { expect, it } from 'vitest';
import { randomFrom, seededRandom } from '../src/parts/seeded-random.ts';

const drawn = (random: ReturnType<typeof randomFrom>) => Array.from({ length: 40 }, () => random.whole(1, 1000));

it('gives the same choices for one seed and name, and others for another seed or name', () => {
  const first = drawn(randomFrom(7, 'a test'));
  expect(drawn(randomFrom(7, 'a test'))).toEqual(first);
  expect(drawn(randomFrom(8, 'a test'))).not.toEqual(first);
  expect(drawn(randomFrom(7, 'another'))).not.toEqual(first);
});

it('keeps within its bounds, and reaches both', () => {
  const random = randomFrom(1, 'bounds');
  const seen = new Set(Array.from({ length: 200 }, () => random.whole(1, 3)));
  expect([...seen].sort()).toEqual([1, 2, 3]);
  expect(random.chance(0)).toBe(false);
  expect(random.chance(1)).toBe(true);
  expect(random.pick(['only'])).toBe('only');
});

it('takes the seed of the run', () => {
  expect(seededRandom().seed).toBe(Number(process.env.TEST_SEED));
});
