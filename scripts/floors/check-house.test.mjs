import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { checkHouse } from './check-house.mjs';

const ROOMS = [
  { name: 'app', holds: '', folder: 'packages/app/src/*', imports: ['app/kit', 'lib/client', 'lib/parts/:name'] },
  { name: 'app/kit', holds: '', folder: 'packages/app/src/kit/**', imports: [] },
  { name: 'lib/client', holds: '', folder: 'packages/lib/src/client/**', imports: ['lib/base'], runs: 'browser' },
  { name: 'lib/parts/:name', holds: '', folder: 'packages/lib/src/parts/:name/**', imports: ['lib/base'] },
  {
    name: 'lib/base',
    holds: '',
    folder: 'packages/lib/src/base/**',
    imports: [],
    libraries: ['zod/mini'],
    runs: 'browser',
  },
];
const NEVER_TOGETHER = [['lib/client', 'lib/parts/:name']];
const MANIFESTS = {
  app: { name: '@x/app', exports: { '.': './src/index.ts' }, dependencies: { '@x/lib': '*', zod: '*' } },
  lib: {
    name: '@x/lib',
    exports: {
      './client': './src/client.ts',
      './define': './src/define.ts',
      './base': './src/base.ts',
      './parts/*': './src/parts/*/door.ts',
    },
    sideEffects: ['./src/define.ts'],
    dependencies: { zod: '*' },
    devDependencies: { vitest: '*' },
  },
};

/** Checks a house of two packages, `app` above `lib`, that holds just these files. */
function faultsIn(files, rooms = ROOMS) {
  const root = mkdtempSync(join(tmpdir(), 'floors-'));
  const write = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  try {
    write('pnpm-workspace.yaml', 'packages:\n  - packages/*\n\ncatalog:\n  zod: 1\n');
    for (const [name, manifest] of Object.entries(MANIFESTS))
      write(`packages/${name}/package.json`, JSON.stringify(manifest));
    for (const [path, text] of Object.entries(files)) write(`packages/${path}`, text);
    return checkHouse(root, { rooms, neverTogether: NEVER_TOGETHER }).map(
      ({ path, line, rule }) => `${rule} ${path.replace('packages/', '')}:${line}`,
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const BASE = {
  'lib/src/base.ts': "export { one } from './base/one.ts';",
  'lib/src/base/one.ts': 'export const one = 1;',
};

describe('checkHouse', () => {
  it('finds nothing where every import goes down', () => {
    assert.deepEqual(
      faultsIn({
        ...BASE,
        'lib/src/client.ts': "export { call } from './client/call.ts';",
        'lib/src/client/call.ts': "import { one } from '../base/one.ts';\nexport const call = one;",
        'app/src/run.ts':
          "import { call } from '@x/lib/client';\nimport { kit } from './kit/kit.ts';\nexport const run = [call, kit];",
        'app/src/kit/kit.ts': 'export const kit = 1;',
        'app/src/index.ts': "export { run } from './run.ts';",
      }),
      [],
    );
  });

  it('reports an import upwards, also of a type, also inside an expression', () => {
    const client = { 'lib/src/client/call.ts': 'export type Call = 1;\nexport const call = 1;' };
    const up = (text) => faultsIn({ ...client, 'lib/src/base/one.ts': text });
    const expected = ['floor lib/src/base/one.ts:2'];
    assert.deepEqual(up("\nimport { call } from '../client/call.ts';"), expected);
    assert.deepEqual(up("\nimport type { Call } from '../client/call.ts';"), expected);
    assert.deepEqual(up("\nexport type One = import('../client/call.ts').Call;"), expected);
    assert.deepEqual(up("\nexport const one = () => import('../client/call.ts');"), expected);
    assert.deepEqual(up("\nexport { call } from '../client/call.ts';"), expected);
  });

  it('does not take an import in a comment or a text for one', () => {
    const text = `// import '../client/call.ts'\nexport const one = "import '../client/call.ts'";`;
    assert.deepEqual(faultsIn({ 'lib/src/client/call.ts': '', 'lib/src/base/one.ts': text }), []);
  });

  it('reports an import of a room that lies lower and is not listed', () => {
    assert.deepEqual(
      faultsIn({ ...BASE, 'app/src/kit/kit.ts': "import { one } from '@x/lib/base';\nexport const kit = one;" }),
      ['floor app/src/kit/kit.ts:1'],
    );
  });

  it('lets a door show what lies beneath a room that may be used', () => {
    const files = {
      'lib/src/base/one.ts': 'export const one = 1;',
      'lib/src/client/call.ts': 'export const call = 1;',
      'lib/src/client.ts': "export { one } from './base/one.ts';\nexport { call } from './client/call.ts';",
      'app/src/run.ts': "import { one } from '@x/lib/client';\nexport const run = one;",
    };
    assert.deepEqual(faultsIn(files), []);
  });

  it('keeps the members of a family apart', () => {
    assert.deepEqual(
      faultsIn({
        'lib/src/parts/red/red.ts': "import { blue } from '../blue/blue.ts';\nexport const red = blue;",
        'lib/src/parts/blue/blue.ts': 'export const blue = 1;',
      }),
      ['floor lib/src/parts/red/red.ts:1'],
    );
  });

  it('reports a ring of files once, types counted', () => {
    assert.deepEqual(
      faultsIn({
        'lib/src/base/a.ts': "import { b } from './b.ts';\nexport const a = b;",
        'lib/src/base/b.ts': "import type { C } from './c.ts';\nexport const b = 1;",
        'lib/src/base/c.ts': "import { a } from './a.ts';\nexport type C = typeof a;",
      }),
      ['cycle lib/src/base/a.ts:1'],
    );
  });

  it('reports a ring that runs through two packages', () => {
    assert.ok(
      faultsIn({
        'app/src/index.ts': "export { run } from './run.ts';",
        'app/src/run.ts': "import { call } from '@x/lib/client';\nexport const run = call;",
        'lib/src/client.ts': "export { call } from './client/call.ts';",
        'lib/src/client/call.ts': "import { run } from '@x/app';\nexport const call = run;",
      }).some((fault) => fault.startsWith('cycle ')),
    );
  });

  it('reports a door that is imported from inside its package, by path or by name', () => {
    const from = (specifier) => `import { one } from '${specifier}';\nexport const call = one;`;
    const expected = ['door-inside lib/src/client/call.ts:1'];
    assert.deepEqual(faultsIn({ ...BASE, 'lib/src/client/call.ts': from('../base.ts') }), expected);
    assert.deepEqual(faultsIn({ ...BASE, 'lib/src/client/call.ts': from('@x/lib/base') }), expected);
  });

  it('reports code in a door, unless the manifest lists its side effects', () => {
    const code = 'export const call = 1;';
    assert.deepEqual(faultsIn({ 'lib/src/client.ts': code }), ['door-holds-code lib/src/client.ts:1']);
    assert.deepEqual(faultsIn({ 'lib/src/define.ts': code }), []);
  });

  it('reports client and providers that meet, where they meet', () => {
    const files = {
      'lib/src/client/call.ts': 'export const call = 1;',
      'lib/src/client.ts': "export { call } from './client/call.ts';",
      'lib/src/parts/red/red.ts': 'export const red = 1;',
      'lib/src/parts/red/door.ts': "export { red } from './red.ts';",
      'app/src/both.ts':
        "import { call } from '@x/lib/client';\nimport { red } from '@x/lib/parts/red';\nexport const both = [call, red];",
      'app/src/run.ts': "import { both } from './both.ts';\nexport const run = both;",
    };
    assert.deepEqual(faultsIn(files), ['meeting app/src/both.ts:1']);
  });

  it('reports export *, in tests too', () => {
    const files = {
      ...BASE,
      'lib/src/base/star.ts': "export * from './one.ts';",
      'lib/test/star.ts': "export * as all from '../src/base/one.ts';",
    };
    assert.deepEqual(faultsIn(files), ['export-star lib/src/base/star.ts:1', 'export-star lib/test/star.ts:1']);
  });

  it('reports names that say nothing', () => {
    for (const name of ['utils', 'helpers', 'common', 'types', 'shared', 'index'])
      assert.deepEqual(faultsIn({ [`lib/src/base/${name}.ts`]: '' }), [`name lib/src/base/${name}.ts:1`]);
    assert.deepEqual(faultsIn({ 'lib/src/base/utils/sum.ts': '' }), ['name lib/src/base/utils/sum.ts:1']);
    assert.deepEqual(faultsIn({ 'app/src/index.ts': '' }), []);
  });

  it('reports names that are not kebab-case', () => {
    assert.deepEqual(faultsIn({ 'lib/src/base/sumUp.ts': '' }), ['kebab-case lib/src/base/sumUp.ts:1']);
    assert.deepEqual(faultsIn({ 'lib/src/base/sum_up.test.ts': '' }), ['kebab-case lib/src/base/sum_up.test.ts:1']);
    assert.deepEqual(faultsIn({ 'lib/src/base/Sums/add.ts': '' }), ['kebab-case lib/src/base/Sums/add.ts:1']);
  });

  it('reports a path into another package, in tests too', () => {
    const text = "import { one } from '../../lib/src/base/one.ts';\nexport const run = one;";
    assert.ok(faultsIn({ ...BASE, 'app/src/run.ts': text }).includes('cross-package app/src/run.ts:1'));
    assert.deepEqual(faultsIn({ ...BASE, 'app/test/run.test.ts': text }), ['cross-package app/test/run.test.ts:1']);
  });

  it("leaves a runner's configuration free to import what the project's runners share", () => {
    const text = "import { shared } from '../lib/src/base/one.ts';";
    assert.deepEqual(faultsIn({ ...BASE, 'app/vitest.config.ts': text }), []);
  });

  it('reports a subpath that the other package does not export', () => {
    assert.deepEqual(faultsIn({ 'app/src/run.ts': "import '@x/lib/src/base/one.ts';" }), [
      'no-such-door app/src/run.ts:1',
    ]);
  });

  it('reports node: modules on the way to a browser', () => {
    assert.deepEqual(faultsIn({ 'lib/src/client/call.ts': "import 'node:fs';" }), [
      'node-in-browser lib/src/client/call.ts:1',
    ]);
    assert.deepEqual(faultsIn({ 'lib/src/client/call.ts': "import 'fs';" }), [
      'node-in-browser lib/src/client/call.ts:1',
    ]);
    assert.deepEqual(faultsIn({ 'app/src/run.ts': "import 'node:fs';" }), []);
  });

  it('reports a library that the room may not use', () => {
    assert.deepEqual(faultsIn({ 'lib/src/base/one.ts': "import 'zod';" }), ['library lib/src/base/one.ts:1']);
    assert.deepEqual(faultsIn({ 'lib/src/base/one.ts': "import 'zod/mini';" }), []);
  });

  it('reports a library that the package does not declare, or only for development', () => {
    assert.deepEqual(faultsIn({ 'app/src/run.ts': "import 'hono';" }), ['undeclared app/src/run.ts:1']);
    assert.deepEqual(faultsIn({ 'lib/src/client/call.ts': "import 'vitest';" }), [
      'undeclared lib/src/client/call.ts:1',
    ]);
    assert.deepEqual(faultsIn({ 'lib/src/client/call.test.ts': "import 'vitest';" }), []);
    const beside = { name: 'lib/trial', holds: 'a trial', folder: 'packages/lib/trial/**', imports: [] };
    assert.deepEqual(faultsIn({ 'lib/trial/run.ts': "import 'vitest';" }, [...ROOMS, beside]), []);
  });

  it('reports a file that lies in no room, a missing file, a test in the code and a computed import', () => {
    assert.deepEqual(faultsIn({ 'app/src/attic/old.ts': '' }), ['no-room app/src/attic/old.ts:1']);
    assert.deepEqual(faultsIn({ 'app/src/run.ts': "import './gone.ts';" }), ['missing-file app/src/run.ts:1']);
    assert.deepEqual(faultsIn({ 'app/src/run.ts': "import './a.test.ts';", 'app/src/a.test.ts': '' }), [
      'test-import app/src/run.ts:1',
    ]);
    assert.deepEqual(faultsIn({ 'app/src/run.ts': 'export const run = (name: string) => import(name);' }), [
      'computed-import app/src/run.ts:1',
    ]);
  });

  it('reports a file that cannot be read, and goes on', () => {
    const files = { 'lib/src/base/a.ts': 'export const =', 'lib/src/base/b.ts': "import 'zod';" };
    assert.deepEqual(faultsIn(files), ['syntax lib/src/base/a.ts:1', 'library lib/src/base/b.ts:1']);
  });

  it('leaves tests free to look at any room', () => {
    const text = "import { call } from '../client/call.ts';\nimport { one } from '../base.ts';";
    assert.deepEqual(
      faultsIn({ ...BASE, 'lib/src/client/call.ts': 'export const call = 1;', 'lib/src/base/one.test.ts': text }),
      [],
    );
  });

  it('reports a table in which a room stands on one above it, or a browser room on a server room', () => {
    const room = (name, imports, runs) => ({ name, holds: '', folder: `packages/${name}/**`, imports, runs });
    assert.deepEqual(faultsIn({}, [room('a', []), room('b', ['a'])]), ['table the table:1']);
    assert.deepEqual(faultsIn({}, [room('a', ['b'], 'browser'), room('b', [])]), ['table the table:1']);
  });
});
