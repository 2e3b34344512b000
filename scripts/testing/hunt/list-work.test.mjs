import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listWork } from './list-work.mjs';

const options = { times: 3, browserTimes: 2, only: [], part: 1, parts: 1 };
const ids = (changes) => listWork({ ...options, ...changes }).map(({ id }) => id);

describe('listWork', () => {
  it('visits every suite once before any is visited again, browsers less often', () => {
    const work = listWork(options);
    const rounds = work.map(({ round }) => round);
    assert.deepEqual(rounds, [...rounds].sort());
    const often = (task) => work.filter((one) => one.folder === 'packages/widget' && one.task === task).length;
    assert.deepEqual([often('test'), often('test:browser')], [3, 2]);
  });

  it('shares the work out between shards without overlap', () => {
    const shards = [1, 2, 3].map((part) => ids({ part, parts: 3 }));
    assert.deepEqual(shards.flat().sort(), ids({}).sort());
    assert.equal(new Set(shards.flat()).size, shards.flat().length);
  });

  it('keeps to the packages that were asked for', () => {
    assert.deepEqual(ids({ only: ['packages/core'], times: 1 }), ['packages/core test 1']);
  });
});
