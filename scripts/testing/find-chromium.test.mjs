import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { findChromium } from './find-chromium.mjs';

const root = mkdtempSync(join(tmpdir(), 'chromium '));
after(() => rmSync(root, { recursive: true, force: true }));

function program(path, script) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), `#!/bin/sh\n${script}\n`);
  chmodSync(join(root, path), 0o755);
  return join(root, path);
}

describe('findChromium', { skip: process.platform !== 'linux' }, () => {
  it('passes over a stub that does not start', () => {
    program('stub/chromium', 'echo "install me with snap" >&2; exit 1');
    const real = program('real/google-chrome', 'echo "Google Chrome 150.0.1"');
    assert.equal(findChromium({ PATH: `${root}/stub:${root}/real`, PLAYWRIGHT_BROWSERS_PATH: root }), real);
  });

  it("takes the newest of Playwright's", () => {
    program('cache/chromium-999/chrome-linux/chrome', 'echo Chromium 1.0');
    const newest = program('cache/chromium-1234/chrome-linux64/chrome', 'echo Chromium 2.0');
    assert.equal(findChromium({ PATH: `${root}/empty`, PLAYWRIGHT_BROWSERS_PATH: `${root}/cache` }), newest);
  });

  it('answers nothing when there is none', () => {
    assert.equal(findChromium({ PATH: `${root}/empty`, PLAYWRIGHT_BROWSERS_PATH: `${root}/none` }), undefined);
  });
});
