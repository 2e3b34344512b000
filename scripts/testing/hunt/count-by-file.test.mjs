import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countByFile, printCounts } from './count-by-file.mjs';

const file = (changes = {}) => ({ file: 'a.test.ts', seconds: 2, passed: 1, skipped: 0, failures: [], ...changes });
const failing = file({ failures: [{ name: 'adds up', message: 'no' }] });

describe('countByFile', () => {
  it('counts runs, and runs beside a load, for each file and project', () => {
    const counts = countByFile([
      { busy: false, seed: '1', files: [file(), file({ project: 'postgres' })] },
      { busy: true, seed: '2', files: [file()] },
    ]);
    assert.deepEqual(
      counts.map(({ file, runs, busy, seconds }) => ({ file, runs, busy, seconds })),
      [
        { file: 'a.test.ts', runs: 2, busy: 1, seconds: 4 },
        { file: 'a.test.ts (postgres)', runs: 1, busy: 0, seconds: 2 },
      ],
    );
  });

  it('keeps the seed of each failure, and lists files that failed first', () => {
    const [first] = countByFile([
      { busy: false, seed: '1', files: [file({ file: '0.test.ts' }), file()] },
      { busy: false, seed: '2', files: [failing] },
      { busy: false, seed: '3', files: [failing] },
    ]);
    assert.equal(first.file, 'a.test.ts');
    assert.equal(first.runs, 3);
    assert.deepEqual([...first.failures], [['adds up', ['2', '3']]]);
  });

  it('is no clean hunt when a runner broke down, though no test failed', (context) => {
    context.mock.method(console, 'log', () => {});
    const clean = { id: 'packages/core test 1', busy: false, seed: '1', files: [file()] };
    assert.equal(printCounts(countByFile([clean]), [clean]), 0);
    const broken = { ...clean, files: [], problem: 'It ended with exit code 1.' };
    assert.equal(printCounts(countByFile([clean, broken]), [clean, broken]), 1);
    assert.equal(printCounts(countByFile([{ ...clean, files: [failing] }]), [clean]), 1);
  });
});
