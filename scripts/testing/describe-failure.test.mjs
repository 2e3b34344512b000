import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeFailure } from './describe-failure.mjs';

const failure = { file: 'packages/core/src/a.test.ts', name: "prices > a shopper's cart (50 %)", message: 'one\ntwo' };

describe('describeFailure', () => {
  it('names file, test, reason and the command that repeats it with the same seed', () => {
    assert.equal(
      describeFailure({ ...failure, project: 'sqlite' }, '42'),
      [
        'packages/core/src/a.test.ts (sqlite)',
        "  prices > a shopper's cart (50 %)",
        '    one',
        '    two',
        "  run it again: TEST_SEED=42 npm test -- packages/core/src/a.test.ts -t 'prices a shopper'\\''s cart \\(50 %\\)'",
      ].join('\n'),
    );
  });

  it('repeats a whole file where the file itself failed, or the runner cannot choose a test', () => {
    assert.match(describeFailure({ ...failure, name: '' }, '1'), /a\.test\.ts$/);
    assert.match(describeFailure({ ...failure, file: 'x.browser.test.ts' }, '1'), /x\.browser\.test\.ts$/);
  });

  it('cuts a long message', () => {
    assert.ok(describeFailure({ ...failure, message: 'x'.repeat(5000) }, '1').length < 1000);
  });
});
