import { defineConfig } from 'vitest/config';

const conditions = ['@checkout-perks/source'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{src,test}/**/*.test.ts'],
    globalSetup: ['test/build-for-children.ts'],
    // Most of the time is spent waiting, not working.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
