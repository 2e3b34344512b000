import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { treeFingerprint } from './tree-fingerprint.mjs';

const root = mkdtempSync(join(tmpdir(), 'fingerprint '));
after(() => rmSync(root, { recursive: true, force: true }));
const git = (...args) => execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@x', ...args], { cwd: root });
const write = (name, text) => writeFileSync(join(root, name), text);

const skip = spawnSync('git', ['--version']).status === 0 ? false : 'there is no git';

describe('treeFingerprint', { skip }, () => {
  it('follows each change of a committed and of a new file, and comes back with it', () => {
    git('init', '--quiet');
    write('a.txt', 'one');
    git('add', '.');
    git('commit', '--quiet', '-m', 'Begin');
    const clean = treeFingerprint(root);
    write('a.txt', 'two');
    const changed = treeFingerprint(root);
    write('b.txt', 'new');
    const added = treeFingerprint(root);
    write('b.txt', 'newer');
    assert.equal(new Set([clean, changed, added, treeFingerprint(root)]).size, 4);
    write('a.txt', 'one');
    rmSync(join(root, 'b.txt'));
    assert.equal(treeFingerprint(root), clean);
  });

  it('answers nothing where there is no commit', () => {
    const empty = mkdtempSync(join(root, 'empty '));
    execFileSync('git', ['init', '--quiet'], { cwd: empty });
    assert.equal(treeFingerprint(empty), undefined);
  });
});
