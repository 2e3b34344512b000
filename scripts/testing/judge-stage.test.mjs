import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeStage } from './judge-stage.mjs';

const file = (changes) => ({
  file: 'packages/core/src/a.test.ts',
  seconds: 1,
  passed: 2,
  skipped: 0,
  failures: [],
  ...changes,
});
const report = (...files) => ({ runner: 'vitest', folder: 'packages/core', files });

describe('judgeStage', () => {
  it('judges a check without tests by its exit code', () => {
    assert.equal(judgeStage({ code: 0 }, []).ok, true);
    const { ok, problem } = judgeStage({ code: 2 }, []);
    assert.equal(ok, false);
    assert.match(problem, /exit code 2/);
  });

  it('adds up the tests of all reports', () => {
    const { ok, passed, skipped } = judgeStage({ code: 0, from: ['packages/core'] }, [
      report(file(), file({ passed: 1, skipped: 3 })),
      report(file()),
    ]);
    assert.deepEqual({ ok, passed, skipped }, { ok: true, passed: 5, skipped: 3 });
  });

  it('lists each failed test with its file and project, also when the runner reports success', () => {
    const failures = [{ name: 'adds up', message: '1 is not 2' }];
    const { ok, failures: listed } = judgeStage({ code: 0 }, [report(file({ project: 'sqlite', failures }))]);
    assert.equal(ok, false);
    assert.deepEqual(listed, [
      { name: 'adds up', message: '1 is not 2', file: 'packages/core/src/a.test.ts', project: 'sqlite' },
    ]);
  });

  it('fails when a package showed no result, though its runner reported success', () => {
    const { ok, problem } = judgeStage({ code: 0, from: ['packages/core', 'apps/shop'] }, [report(file())]);
    assert.equal(ok, false);
    assert.match(problem, /apps\/shop/);
    assert.equal(judgeStage({ code: 0, from: ['packages/core'] }, [report(file({ passed: 0, skipped: 2 }))]).ok, false);
  });

  it('fails when the runner broke down after its tests had passed', () => {
    assert.equal(judgeStage({ code: 1, from: ['packages/core'] }, [report(file())]).ok, false);
  });
});
