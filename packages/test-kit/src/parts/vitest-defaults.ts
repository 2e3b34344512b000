import { randomInt } from 'node:crypto';

/** Longest that one test may take, ms: a bound for a test that hangs, far above what a busy machine makes of a slow one. */
const LONGEST = 180_000;

/** How every suite is run: limits that no working test comes near, and one seed for all random choices of the run. */
export const TEST_DEFAULTS = {
  include: ['{src,test}/**/*.test.ts'],
  testTimeout: LONGEST,
  hookTimeout: LONGEST,
  // Vitest's own limit for a poll is one second, which a busy machine exceeds.
  expect: { poll: { timeout: LONGEST / 2, interval: 20 } },
  env: { TEST_SEED: process.env.TEST_SEED ?? String(randomInt(2 ** 31)) },
};

/** The condition under which packages of the workspace resolve to their source, for `resolve` and `ssr`. */
export const FROM_SOURCE = {
  resolve: { conditions: ['@checkout-perks/source'] },
  ssr: { resolve: { conditions: ['@checkout-perks/source'] } },
};
