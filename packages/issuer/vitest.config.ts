import { defineConfig } from 'vitest/config';

const conditions = ['@checkout-perks/source'];

/** The whole suite on one kind of database; `test/new-database.ts` gives each test an empty one. */
function on(name: string, globalSetup: string[]) {
  return {
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    test: {
      name,
      globalSetup,
      include: ['{src,test}/**/*.test.ts'],
      // No test changes a module, and loading them anew for each file takes longer than most files.
      isolate: false,
      testTimeout: 30_000,
      hookTimeout: 30_000,
    },
  };
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [on('sqlite', []), on('postgres', ['@checkout-perks/test-postgres/global-setup'])],
  },
});
