const FOUNDATION = ['core/money', 'core/perks', 'core/errors'];

/**
 * @typedef {object} Room
 * @property {string} name
 * @property {string} holds What it is for, in a few words
 * @property {string} folder Ends in `/*` for the files of just that folder and in `/**` for the whole tree; `{a,b}` is
 *   either, and `:name` makes one room of each folder of a family, and these know nothing of each other
 * @property {string} [entry] A program's first file, which lies beside the folder
 * @property {string[]} imports The rooms that it may import from, all of them further down
 * @property {string[]} [libraries] Every outside import that it may use; without it, what its package declares
 * @property {'browser'} [runs] Set where the code reaches a browser: no `node:` modules there
 */

/**
 * The one table of the house, from the top floor down: a room imports only rooms below it.
 *
 * @type {Room[]}
 */
export const ROOMS = [
  {
    name: 'benchmarks',
    holds: 'what is measured, against what',
    folder: 'benchmarks/**',
    imports: [
      'middleware',
      'middleware/adapters',
      'widget/element',
      'issuer',
      'core/client',
      'core/providers/:name',
      'core/providers',
      'core/pricing',
      'core/contract',
      'database',
      'test-postgres',
      ...FOUNDATION,
    ],
  },
  {
    name: 'demo-shop',
    holds: 'a small shop that uses the packages as a customer would',
    folder: 'apps/demo-shop/src/**',
    imports: [
      'core/client',
      'middleware',
      'middleware/adapters',
      'issuer',
      'core/providers/:name',
      'core/contract',
      'database',
      ...FOUNDATION,
    ],
  },
  {
    name: 'middleware/adapters',
    holds: 'Request and Response to a framework; knows no perk',
    folder: 'packages/middleware/src/adapters/**',
    imports: ['middleware', 'core/errors'],
  },
  {
    name: 'middleware',
    holds: 'createPerks: where the parts are put together',
    folder: 'packages/middleware/src/*',
    imports: [
      'middleware/handler',
      'middleware/quoting',
      'middleware/loyalty',
      'middleware/guarding',
      'middleware/reconciling',
      'middleware/orders',
      'middleware/orders/effects',
      'middleware/journal',
      'core/providers',
      'core/contract',
      'database',
      ...FOUNDATION,
    ],
  },
  {
    name: 'middleware/handler',
    holds: 'routes: parse, call, respond; CORS, secrets, guess protection',
    folder: 'packages/middleware/src/handler/**',
    imports: [
      'middleware/reconciling',
      'middleware/orders',
      'middleware/quoting',
      'middleware/loyalty',
      'core/contract',
      ...FOUNDATION,
    ],
  },
  {
    name: 'middleware/reconciling',
    holds: "the journal beside the providers' own books",
    folder: 'packages/middleware/src/reconciling/**',
    imports: ['middleware/journal', 'core/providers', 'core/contract', ...FOUNDATION],
  },
  {
    name: 'middleware/orders',
    holds: 'reserve, commit, cancel, refund, recover',
    folder: 'packages/middleware/src/orders/*',
    imports: [
      'middleware/orders/effects',
      'middleware/quoting',
      'middleware/loyalty',
      'middleware/journal',
      'core/providers',
      'core/contract',
      ...FOUNDATION,
    ],
  },
  {
    name: 'middleware/orders/effects',
    holds: 'one file per side effect: perform, probe',
    folder: 'packages/middleware/src/orders/effects/**',
    imports: ['middleware/journal', 'core/providers', ...FOUNDATION],
  },
  {
    name: 'middleware/quoting',
    holds: 'resolve codes at the providers, price, sign',
    folder: 'packages/middleware/src/quoting/**',
    imports: [
      'middleware/loyalty',
      'middleware/journal',
      'core/providers',
      'core/pricing',
      'core/contract',
      ...FOUNDATION,
    ],
  },
  {
    name: 'middleware/loyalty',
    holds: 'who the shopper is: sessions, one-time codes, customer tokens',
    folder: 'packages/middleware/src/loyalty/**',
    imports: ['middleware/journal', 'core/providers', 'core/contract', ...FOUNDATION],
  },
  {
    name: 'middleware/guarding',
    holds: 'time limits, breakers and bounds around providers',
    folder: 'packages/middleware/src/guarding/**',
    imports: ['core/providers', ...FOUNDATION],
  },
  {
    name: 'middleware/journal',
    holds: 'tables and state transitions',
    folder: 'packages/middleware/src/journal/**',
    imports: ['core/contract', 'database', ...FOUNDATION],
  },
  {
    name: 'widget/element',
    holds: '<checkout-perks>: templates, styles, form',
    folder: 'packages/widget/src/element/**',
    imports: ['widget/controller', 'widget/machine', 'widget/events', 'widget/i18n', 'core/contract', ...FOUNDATION],
    libraries: ['lit'],
    runs: 'browser',
  },
  {
    name: 'widget/controller',
    holds: 'carries out what the machine asks for',
    folder: 'packages/widget/src/controller/**',
    imports: ['widget/machine', 'core/client', 'core/contract', ...FOUNDATION],
    libraries: [],
    runs: 'browser',
  },
  {
    name: 'widget/machine',
    holds: 'states and steps, pure',
    folder: 'packages/widget/src/machine/**',
    imports: ['core/contract', ...FOUNDATION],
    libraries: [],
    runs: 'browser',
  },
  {
    name: 'widget/events',
    holds: 'one DOM event per file',
    folder: 'packages/widget/src/events/**',
    imports: ['core/contract', ...FOUNDATION],
    libraries: [],
    runs: 'browser',
  },
  {
    name: 'widget/i18n',
    holds: 'words and numbers in the languages of `locales/`',
    folder: 'packages/widget/src/{i18n,locales}/**',
    imports: [...FOUNDATION],
    libraries: [],
    runs: 'browser',
  },
  {
    name: 'issuer/cli',
    holds: 'the command line',
    folder: 'packages/issuer/src/cli/**',
    entry: 'packages/issuer/src/cli.ts',
    imports: ['issuer', 'issuer/control', 'issuer/merchants', 'issuer/foundation', ...FOUNDATION],
  },
  {
    name: 'issuer',
    holds: 'createIssuer, and a port to serve it on',
    folder: 'packages/issuer/src/*',
    imports: [
      'issuer/control',
      'issuer/faults',
      'issuer/v-dar',
      'issuer/mottor',
      'issuer/loyalclient',
      'issuer/merchants',
      'issuer/foundation',
      'issuer/schema',
      'database',
      ...FOUNDATION,
    ],
  },
  {
    name: 'issuer/control',
    holds: 'seeding the books and setting faults, for tests and the command line',
    folder: 'packages/issuer/src/control/**',
    imports: [
      'issuer/faults',
      'issuer/v-dar',
      'issuer/mottor',
      'issuer/loyalclient',
      'issuer/merchants',
      'issuer/foundation',
      'issuer/schema',
      ...FOUNDATION,
    ],
  },
  {
    name: 'issuer/faults',
    holds: 'what can go wrong on the wire, around routes that know nothing of it',
    folder: 'packages/issuer/src/faults/**',
    imports: ['issuer/foundation', ...FOUNDATION],
  },
  {
    name: 'issuer/v-dar',
    holds: 'the V-DAR wire API',
    folder: 'packages/issuer/src/v-dar/**',
    imports: ['issuer/merchants', 'issuer/foundation', 'issuer/schema', ...FOUNDATION],
  },
  {
    name: 'issuer/mottor',
    holds: 'the Mottor wire API',
    folder: 'packages/issuer/src/mottor/**',
    imports: ['issuer/merchants', 'issuer/foundation', 'issuer/schema', ...FOUNDATION],
  },
  {
    name: 'issuer/loyalclient',
    holds: 'the LoyalClient wire API',
    folder: 'packages/issuer/src/loyalclient/**',
    imports: ['issuer/merchants', 'issuer/foundation', 'issuer/schema', ...FOUNDATION],
  },
  {
    name: 'issuer/merchants',
    holds: 'merchants, their keys and sites',
    folder: 'packages/issuer/src/merchants/**',
    imports: ['issuer/foundation', 'issuer/schema', ...FOUNDATION],
  },
  {
    name: 'issuer/foundation',
    holds: 'keys, numbers and bodies, alike for every API',
    folder: 'packages/issuer/src/foundation/**',
    imports: ['issuer/schema', ...FOUNDATION],
  },
  {
    name: 'issuer/schema',
    holds: 'the tables and their migrations',
    folder: 'packages/issuer/src/schema/**',
    imports: ['database'],
  },
  {
    name: 'test-postgres',
    holds: 'a throwaway PostgreSQL for tests',
    folder: 'packages/test-postgres/src/**',
    imports: [],
  },
  {
    name: 'database',
    holds: 'openDatabase: queries, migrations, group commit',
    folder: 'packages/database/src/**',
    imports: [],
  },
  {
    name: 'core/client',
    holds: "typed client of the middleware's own API",
    folder: 'packages/core/src/client/**',
    imports: ['core/contract', ...FOUNDATION],
    libraries: ['ofetch', 'zod/mini'],
    runs: 'browser',
  },
  {
    name: 'core/testing',
    holds: 'contract suites that a provider proves itself by',
    folder: 'packages/core/src/testing/**',
    imports: ['core/providers', ...FOUNDATION],
    libraries: [],
  },
  {
    name: 'core/providers/:name',
    holds: 'one provider: client, wire, provider',
    folder: 'packages/core/src/providers/:name/**',
    imports: ['core/providers', ...FOUNDATION],
  },
  {
    name: 'core/providers',
    holds: 'the provider interfaces and their one HTTP kit',
    folder: 'packages/core/src/providers/*',
    imports: FOUNDATION,
  },
  {
    name: 'core/pricing',
    holds: 'the pure quote pipeline',
    folder: 'packages/core/src/pricing/**',
    imports: FOUNDATION,
    libraries: [],
    runs: 'browser',
  },
  {
    name: 'core/contract',
    holds: "schemas of the middleware's own wire API",
    folder: 'packages/core/src/contract/**',
    imports: FOUNDATION,
    libraries: ['zod/mini'],
    runs: 'browser',
  },
  {
    name: 'core/money',
    holds: 'minor units, allocation, rounding',
    folder: 'packages/core/src/money/**',
    imports: ['core/errors'],
    libraries: [],
    runs: 'browser',
  },
  {
    name: 'core/perks',
    holds: 'kinds, code normalisation, masking',
    folder: 'packages/core/src/perks/**',
    imports: ['core/errors'],
    libraries: [],
    runs: 'browser',
  },
  {
    name: 'core/errors',
    holds: 'the one table of error codes',
    folder: 'packages/core/src/errors/**',
    imports: [],
    libraries: [],
    runs: 'browser',
  },
];

/** Rooms that no file of a package may bring together, by any chain of imports: one holds keys, the other is public. */
export const NEVER_TOGETHER = [['core/client', 'core/providers', 'core/providers/:name']];
