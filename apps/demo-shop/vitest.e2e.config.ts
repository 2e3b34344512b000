import { defineConfig } from 'vitest/config';
import { TEST_DEFAULTS } from '../../packages/test-kit/src/parts/vitest-defaults.ts';

export default defineConfig({
  test: {
    ...TEST_DEFAULTS,
    include: ['e2e/**/*.test.ts'],
    // Every file starts a shop and a browser of its own; two at a time is what two cores bear.
    maxWorkers: 2,
  },
});
