import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainInstallFailure } from './explain-install-failure.mjs';

const lastLine = (output) => explainInstallFailure('pnpm 1.2.3', output).split('\n').at(-1);

describe('explainInstallFailure', () => {
  it('says what to do about a missing network, a stale lockfile, a full disk and a closed folder', () => {
    assert.match(lastLine('npm error code ENOTFOUND'), /pnpm 1\.2\.3.*network and npm's proxy/);
    assert.match(lastLine('ERR_PNPM_OUTDATED_LOCKFILE  Cannot install'), /pnpm install/);
    assert.match(lastLine('ENOSPC: no space left on device'), /make room/);
    assert.match(lastLine('EACCES: permission denied'), /who owns/);
  });

  it('shows the last lines of what was printed', () => {
    const output = Array.from({ length: 40 }, (_, index) => `line ${index}`).join('\n');
    const text = explainInstallFailure('x', output);
    assert.match(text, /line 39\n/);
    assert.doesNotMatch(text, /line 20\n/);
  });
});
