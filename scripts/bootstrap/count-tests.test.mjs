import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countTests } from './count-tests.mjs';

const lines = (...all) => all.join('\n');

describe('countTests', () => {
  it('adds up vitest over packages, with and without colours', () => {
    const output = lines(
      '@x/core:test:  Test Files  2 passed (2)',
      '@x/core:test:       Tests  12 passed (12)',
      '@x/shop:test: \u001b[2m      Tests \u001b[22m \u001b[31m1 failed\u001b[39m | \u001b[32m30 passed\u001b[39m | 2 skipped (33)',
    );
    assert.deepEqual(countTests(output), { passed: 42, failed: 1, skipped: 2, reporters: ['@x/core', '@x/shop'] });
  });

  it('adds up two vitest runs of one package', () => {
    const output = lines('@x/core:test:       Tests  12 passed (12)', '@x/core:test:       Tests  3 passed (3)');
    assert.equal(countTests(output).passed, 15);
  });

  it("takes the last of Web Test Runner's lines for each browser", () => {
    const output = lines(
      '@x/widget:test:browser: Chrome: |███   | 0/2 test files | 0 passed, 0 failed',
      '@x/widget:test:browser: \u001b[2K\u001b[1A\u001b[2K\u001b[GChrome: |██████| 2/2 test files | 4 passed, 1 failed, 2 skipped',
      '@x/widget:test:browser: Firefox: |██████| 2/2 test files | 4 passed, 0 failed',
    );
    assert.deepEqual(countTests(output), { passed: 8, failed: 1, skipped: 2, reporters: ['@x/widget'] });
  });

  it("reads Node's own runner", () => {
    const output = lines('ℹ tests 9', 'ℹ pass 7', 'ℹ fail 1', 'ℹ skipped 1', 'ℹ todo 0');
    assert.deepEqual(countTests(output), { passed: 7, failed: 1, skipped: 1, reporters: [''] });
  });

  it('counts no test that was only spoken of', () => {
    const output = lines(
      '@x/core:test:  Tests are good for you',
      'Tests  no tests',
      '@x/core:test:       Tests  2 skipped (2)',
    );
    assert.deepEqual(countTests(output), { passed: 0, failed: 0, skipped: 2, reporters: [] });
  });
});
