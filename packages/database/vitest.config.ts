import { defineConfig } from 'vitest/config';

const conditions = ['@checkout-perks/source'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{src,test}/**/*.test.ts'],
    globalSetup: ['test/build-for-children.ts', '@checkout-perks/test-postgres/global-setup'],
    testTimeout: 30_000,
    // Much of the time is spent waiting for children, for the disk and for locks.
    maxWorkers: 2,
  },
});
