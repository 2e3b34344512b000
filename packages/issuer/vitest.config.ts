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

const sqlite = on('sqlite', []);
const postgres = on('postgres', ['@checkout-perks/test-postgres/global-setup']);

export default defineConfig({
  test: {
    maxWorkers: 2,
    // Set where the same tests have run on PostgreSQL just before.
    projects: process.env.SQLITE_ONLY ? [sqlite] : [sqlite, postgres],
  },
});
