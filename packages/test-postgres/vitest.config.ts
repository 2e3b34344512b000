import { defineConfig } from 'vitest/config';

const conditions = ['@checkout-perks/source'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{src,test}/**/*.test.ts'],
    globalSetup: ['@checkout-perks/test-postgres/global-setup'],
    testTimeout: 30_000,
  },
});
