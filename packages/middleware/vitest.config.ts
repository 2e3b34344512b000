import { defineConfig } from 'vitest/config';
import { FROM_SOURCE, TEST_DEFAULTS } from '../test-kit/src/parts/vitest-defaults.ts';

/** What the kind of database could make a difference to: the rest is the same on either. */
const aboutTheJournal = [
  'src/loyalty/one-time-codes.test.ts',
  'test/{attention,kill-many,kill-points,limits,loyalty-limits,order-verbs,points,promo,reconciliation,refund,repeats,two-instances}*.test.ts',
  'test/postgres/*.test.ts',
];

/** The suite on one kind of database; `test/new-database.ts` gives each shop an empty one. */
function on(name: string, tests: { include: string[]; exclude: string[]; globalSetup: string[] }) {
  // No test changes a module, and loading them anew for each file takes longer than most files.
  return { ...FROM_SOURCE, test: { ...TEST_DEFAULTS, name, isolate: false, ...tests } };
}

const child = 'test/build-for-children.ts';

const sqlite = on('sqlite', {
  include: TEST_DEFAULTS.include,
  exclude: ['test/postgres/**'],
  globalSetup: [child],
});
const postgres = on('postgres', {
  include: aboutTheJournal,
  exclude: [],
  globalSetup: [child, '@checkout-perks/test-postgres/worker-databases'],
});

export default defineConfig({
  test: {
    // Most of the time is spent waiting, not working.
    maxWorkers: 3,
    // Set where the same tests have run on PostgreSQL just before.
    projects: process.env.SQLITE_ONLY ? [sqlite] : [sqlite, postgres],
  },
});
