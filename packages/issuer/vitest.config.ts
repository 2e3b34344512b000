import { defineConfig } from 'vitest/config';

const conditions = ['@checkout-perks/source'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{src,test}/**/*.test.ts'],
    // No test changes a module, and loading them anew for each file takes longer than most files.
    isolate: false,
    maxWorkers: 2,
  },
});
