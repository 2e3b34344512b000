import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkBundle } from './check-bundle.mjs';

const GOOD = "customElements.define('x-y', class extends HTMLElement {});";
const faultsOf = (text, limit = 1000) => checkBundle(text, { limit }).faults;

describe('checkBundle', () => {
  it('passes a small file that stands alone', () => {
    assert.deepEqual(faultsOf(GOOD), []);
  });

  it('reports every import that is left, static or dynamic', () => {
    assert.equal(faultsOf(`import 'lit';${GOOD}import('./more.js');export {x} from 'y';`).length, 3);
  });

  it('lets it import the files that are named, later and by these names only', () => {
    const later = ['more.js'];
    assert.deepEqual(checkBundle(`${GOOD}import(\`./more.js\`);`, { limit: 1000, later }).faults, []);
    for (const text of ["import './more.js';", 'import(`./less.js`);', 'import(`../more.js`);', 'import(name);'])
      assert.equal(checkBundle(GOOD + text, { limit: 1000, later }).faults.length, 1, text);
  });

  it('asks no element of a file that is loaded later', () => {
    assert.deepEqual(checkBundle('export const x = 1;', { limit: 1000, registers: false }).faults, []);
  });

  it("reports a server's words in any case", () => {
    for (const word of [
      'https://api.v-dar.ru/',
      'LPMotor',
      'x-api-key',
      'X-Api-User-Id',
      'apiKey',
      'authorization',
      'node:fs',
    ])
      assert.equal(faultsOf(`${GOOD}const a = '${word}';`).length, 1, word);
  });

  it('reports eval, a file that registers nothing and one over its limit', () => {
    assert.equal(faultsOf(`${GOOD}new Function('a');`).length, 1);
    assert.deepEqual(faultsOf('export const x = 1;'), ['registers no element']);
    assert.match(faultsOf(GOOD, 10)[0], /over the limit of 10/);
  });
});
