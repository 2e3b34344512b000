import { defineConfig } from 'vitest/config';
import { FROM_SOURCE, TEST_DEFAULTS } from '../test-kit/src/parts/vitest-defaults.ts';

/** The whole suite on one kind of database; `test/support/new-database.ts` gives each test an empty one. */
function on(name: string, more: { globalSetup?: string[]; exclude?: string[] }) {
  return {
    ...FROM_SOURCE,
    // No test changes a module, and loading modules again for each file takes longer than most files.
    test: { ...TEST_DEFAULTS, name, isolate: false, ...more },
  };
}

const sqlite = on('sqlite', {});
const postgres = on('postgres', {
  globalSetup: ['@checkout-perks/test-postgres/worker-databases'],
  // These look at no database of the test's choice.
  exclude: ['src/**', 'test/cli.test.ts'],
});

export default defineConfig({
  test: {
    maxWorkers: 2,
    // Set where the same tests have run on PostgreSQL just before.
    projects: process.env.SQLITE_ONLY ? [sqlite] : [sqlite, postgres],
  },
});
