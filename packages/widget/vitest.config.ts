import { defineConfig } from 'vitest/config';

const conditions = ['@checkout-perks/source'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { include: ['{src,test}/**/*.test.ts'], exclude: ['**/*.browser.test.ts'], testTimeout: 30_000 },
});
