import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { conditionOf } from './conditions.mjs';

describe('conditionOf', () => {
  it('brings a load in every second round, and each time zone and set of fonts within a few', () => {
    const rounds = Array.from({ length: 20 }, (_, round) => conditionOf(round));
    assert.equal(rounds.filter(({ busy }) => busy).length, 10);
    const seen = (of) => new Set(rounds.map(of)).size;
    assert.equal(
      seen(({ env }) => env.TZ),
      5,
    );
    assert.equal(
      seen(({ env }) => env.LANG),
      4,
    );
    assert.equal(
      seen(({ env }) => env.FONTCONFIG_FILE),
      3,
    );
    assert.equal(
      seen(({ umask }) => umask),
      2,
    );
    assert.equal(
      seen(({ env }) => env.TMPDIR),
      2,
    );
    // No kind is bound to another: both loads meet every set of fonts.
    assert.equal(
      seen(({ busy, env }) => `${busy} ${env.FONTCONFIG_FILE}`),
      6,
    );
  });

  it('leaves a browser at least one font, whatever is installed', () => {
    for (const { env } of [conditionOf(1), conditionOf(2)]) {
      const [, folder] = /<dir>(.+)<\/dir>/.exec(readFileSync(env.FONTCONFIG_FILE, 'utf8')) ?? [];
      assert.notDeepEqual(readdirSync(folder, { recursive: true }), []);
    }
  });
});
