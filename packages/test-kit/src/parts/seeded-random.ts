import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { expect, onTestFailed } from 'vitest';

/** Random choices of one test. The same seed gives the same choices. */
export interface SeededRandom {
  readonly seed: number;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  /** True with this probability, 0 to 1. */
  chance(probability: number): boolean;
  /** One of the items. */
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
}

/**
 * Random choices for the running test. They follow from `TEST_SEED` and the test's name; if the test fails, it prints the
 * seed, so that `TEST_SEED=… ` repeats its choices.
 */
export function seededRandom(): SeededRandom {
  const seed = Number(process.env.TEST_SEED ?? 0);
  onTestFailed(() => console.error(`Random choices came from TEST_SEED=${seed}`));
  return randomFrom(seed, expect.getState().currentTestName ?? '');
}

/** Random choices that follow from a seed and a name; for work outside a test. */
export function randomFrom(seed: number, name: string): SeededRandom {
  let state = seed | 0;
  for (const character of name) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  const generator = xoroshiro128plus(state);
  const whole = (least: number, most: number) => uniformInt(generator, least, most);
  return {
    seed,
    whole,
    chance: (probability) => whole(0, 999_999) < probability * 1_000_000,
    pick: (items) => items[whole(0, items.length - 1)] ?? items[0],
  };
}
