import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findChances } from './find-chances.mjs';

const rules = (text) => findChances(text).map(({ rule }) => rule);

describe('findChances', () => {
  for (const [rule, line] of [
    ['unseeded-choice', 'const code = codes[Math.floor(Math.random() * 5)];'],
    ['short-wait', 'await vi.waitFor(() => expect(done).toBe(1));'],
    ['fixed-wait', 'await sleep(50);'],
    ['fixed-wait', 'await new Promise((done) => setTimeout(done, 1_000));'],
    ['fixed-wait', 'await sql`select pg_sleep(0.5)`.execute(tx);'],
    ['fixed-wait', 'await page.waitForTimeout(3500);'],
    ['short-limit', 'await expect.poll(look, { timeout: 5000 }).toBe(1);'],
    ['asserted-clock', 'expect(performance.now() - began).toBeLessThan(700);'],
    ['own-temporary-folder', "const folder = mkdtempSync(join(tmpdir(), 'x-'));"],
    ['fixed-port', "server.listen(8080, '127.0.0.1');"],
  ]) {
    it(`finds ${rule} in: ${line}`, () => assert.deepEqual(rules(line), [rule]));
  }

  it('names the line', () => {
    assert.equal(findChances('const a = 1;\n\nawait sleep(5);\n')[0]?.line, 3);
  });

  it('accepts a wait whose length is explained just above, and no choice without a seed', () => {
    assert.deepEqual(rules('// Time: too short a wait cannot fail,\n// it only proves less.\nawait sleep(50);'), []);
    assert.deepEqual(rules('// Time: long ago\n\n\n\n\nawait sleep(50);'), ['fixed-wait']);
    assert.deepEqual(rules('// Time: no\nMath.random();'), ['unseeded-choice']);
  });

  it('accepts any wait under fake timers', () => {
    assert.deepEqual(rules('vi.useFakeTimers();\n\n\n\n\n\nawait sleep(50);'), []);
  });

  it('accepts generous limits, waits of no length, lower bounds and free ports', () => {
    for (const line of [
      'it("x", { timeout: 240_000 }, run);',
      'await sleep(pause);',
      'await sleep(0);',
      'while (!isDone()) await sleep(5);',
      'expect(performance.now() - began).toBeGreaterThan(640);',
      "server.listen(0, '127.0.0.1');",
    ]) {
      assert.deepEqual(rules(line), [], line);
    }
  });
});
