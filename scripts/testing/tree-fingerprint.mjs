import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../bootstrap/paths.mjs';

/**
 * A text that is the same for two trees only if their files are: the commit, what is changed on it, and new files.
 *
 * @param {string} [root]
 * @returns {string | undefined} Nothing where git cannot tell
 */
export function treeFingerprint(root = ROOT) {
  const git = (...args) =>
    execFileSync('git', args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 2 ** 28 });
  try {
    const hash = createHash('sha256')
      .update(git('rev-parse', 'HEAD'))
      .update(git('diff', '--binary', 'HEAD'));
    const fresh = git('ls-files', '--others', '--exclude-standard', '-z').toString().split('\0').filter(Boolean);
    for (const path of fresh) hash.update(`${path}\0`).update(readFileSync(join(root, path)));
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}
