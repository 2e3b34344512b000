import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { replaceBetweenMarkers } from './replace-between-markers.mjs';

describe('replaceBetweenMarkers', () => {
  it('replaces what lies between, and again with the same result', () => {
    const once = replaceBetweenMarkers('a\n<!-- x:start -->\nold\n<!-- x:end -->\nb', 'x', 'new $1');
    assert.equal(once, 'a\n<!-- x:start -->\n\nnew $1\n\n<!-- x:end -->\nb');
    assert.equal(replaceBetweenMarkers(once, 'x', 'new $1'), once);
  });

  it('answers nothing for a page without markers', () => {
    assert.equal(replaceBetweenMarkers('a', 'x', 'new'), undefined);
  });
});
