import { defineConfig } from 'vitest/config';
import { FROM_SOURCE, TEST_DEFAULTS } from '../test-kit/src/parts/vitest-defaults.ts';

export default defineConfig({
  ...FROM_SOURCE,
  test: {
    ...TEST_DEFAULTS,
    globalSetup: ['test/build-for-children.ts', '@checkout-perks/test-postgres/global-setup'],
    // Much of the time is spent waiting for children, for the disk and for locks.
    maxWorkers: 2,
  },
});
