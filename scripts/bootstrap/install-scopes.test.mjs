import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { installArguments, packagesIn, SCOPES, scopeToInstall } from './install-scopes.mjs';
import { ROOT } from './paths.mjs';
import { workspacePackages } from './workspace-packages.mjs';

const pack = (name, dependencies = {}, devDependencies = {}) => ({
  folder: name,
  manifest: { name: `@checkout-perks/${name}`, dependencies, devDependencies },
});
const own = (name) => ({ [`@checkout-perks/${name}`]: 'workspace:^' });

const packages = [
  pack('benchmarks', own('core')),
  pack('core'),
  pack('demo-shop', { ...own('middleware'), hono: '4' }, own('test-kit')),
  pack('middleware', own('core'), own('test-postgres')),
  pack('test-kit'),
  pack('test-postgres'),
];
const names = (scope) => packagesIn(scope, packages).map(({ folder }) => folder);

describe('install scopes', () => {
  it('give the shop what it runs on and nothing of its tests', () => {
    assert.deepEqual(names('shop').sort(), ['core', 'demo-shop', 'middleware']);
    const args = installArguments('shop', packages, 'root');
    assert.ok(args.includes('--prod'));
    assert.ok(args.includes('--filter=root'));
    assert.ok(!args.includes('--filter=@checkout-perks/test-kit'));
  });

  it('leave the benchmarks out of the tests', () => {
    assert.deepEqual(names('tests'), ['core', 'demo-shop', 'middleware', 'test-kit', 'test-postgres']);
    assert.ok(!installArguments('tests', packages, 'root').includes('--prod'));
  });

  it('hold each other, in this very workspace', () => {
    const folders = SCOPES.map((scope) => packagesIn(scope, workspacePackages(ROOT)).map(({ folder }) => folder));
    for (const [index, wider] of folders.slice(1).entries()) {
      for (const folder of folders[index]) assert.ok(wider.includes(folder), folder);
    }
    assert.ok(folders[0].length >= 6);
    assert.ok(folders[0].length < folders[1].length);
  });
});

describe('scopeToInstall', () => {
  it('installs what is wanted where nothing is, and nothing where it is there already', () => {
    assert.equal(scopeToInstall('shop', 'a', undefined), 'shop');
    assert.equal(scopeToInstall('shop', 'a', { scope: 'shop', fingerprint: 'a' }), undefined);
    assert.equal(scopeToInstall('shop', 'a', { scope: 'tests', fingerprint: 'a' }), undefined);
  });

  it('adds what a wider scope lacks', () => {
    assert.equal(scopeToInstall('tests', 'a', { scope: 'shop', fingerprint: 'a' }), 'tests');
  });

  it('keeps what a wider scope has installed when a manifest has changed', () => {
    assert.equal(scopeToInstall('shop', 'b', { scope: 'tests', fingerprint: 'a' }), 'tests');
    assert.equal(scopeToInstall('shop', 'b', { scope: 'shop', fingerprint: 'a' }), 'shop');
  });
});
