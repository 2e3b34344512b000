import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeStage } from './judge-stage.mjs';

const GREEN = '@x/core:test:       Tests  2 passed (2)';

describe('judgeStage', () => {
  it('passes a check by its exit code', () => {
    assert.equal(judgeStage({ code: 0, output: '' }).ok, true);
    assert.deepEqual(judgeStage({ code: 2, output: '' }), { ok: false, passed: 0, failed: 1, skipped: 0 });
  });

  it('passes tests that every package showed', () => {
    const result = judgeStage({ code: 0, output: GREEN, tests: true, from: ['@x/core'] });
    assert.deepEqual(result, { ok: true, passed: 2, failed: 0, skipped: 0 });
  });

  it('fails when a package showed no result, though its runner was content', () => {
    const result = judgeStage({ code: 0, output: GREEN, tests: true, from: ['@x/core', '@x/shop'] });
    assert.equal(result.ok, false);
    assert.match(result.problem, /@x\/shop/);
  });

  it('fails when no test was run', () => {
    assert.equal(judgeStage({ code: 0, output: '', tests: true }).ok, false);
  });

  it('counts a runner that broke down as one failure', () => {
    const { ok, passed, failed } = judgeStage({ code: 1, output: GREEN, tests: true, from: ['@x/core'] });
    assert.deepEqual({ ok, passed, failed }, { ok: false, passed: 2, failed: 1 });
  });
});
