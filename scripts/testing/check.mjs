import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT, TOOLS } from '../bootstrap/paths.mjs';
import { runProcess } from '../bootstrap/run-process.mjs';
import { Trouble } from '../bootstrap/trouble.mjs';
import { workspacePackages } from '../bootstrap/workspace-packages.mjs';
import { prepareTests } from './prepare-tests.mjs';
import { printSummary, runStages } from './run-stages.mjs';
import { QUICK_CHECKS, vitestArgs } from './stages.mjs';

/** Each takes more than ten seconds by itself, and is left to `npm test`. */
const SLOW = [
  'connection-loss',
  'heavy-traffic',
  'kill',
  'kill-many',
  'kill-points',
  'limits',
  'simulation',
  'simulation-mutations',
];

/**
 * `npm run check`: lint, floors, types, and in each changed package the unit tests that what changed can break, on SQLite.
 *
 * @param {string[]} args What to compare with, such as `main`; otherwise the last commit, or the one before it when
 *   nothing has changed since
 * @returns {Promise<number>} The exit code
 */
export async function check([given]) {
  const { env, seed, install } = await prepareTests();
  const base = given ?? (changedSince('HEAD').length > 0 ? 'HEAD' : 'HEAD~1');
  const changed = changedSince(base);
  const packages = workspacePackages(ROOT).filter(
    ({ folder, manifest }) => manifest.scripts?.test && changed.some((file) => file.startsWith(`${folder}/`)),
  );
  const stages = packages.map(({ folder }) => ({
    name: folder,
    run: (env) => relatedTests({ ...env, SQLITE_ONLY: '1' }, folder, base),
  }));
  const { rows, interrupted } = await runStages([...QUICK_CHECKS, ...stages], env);
  if (interrupted) return 130;
  console.log(
    `\nCompared with ${base}. Left to npm test: ${SLOW.join(', ')}, PostgreSQL, browsers, dependent packages.`,
  );
  return printSummary([install, ...rows], seed);
}

function changedSince(base) {
  const git = (...args) =>
    execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' }).split('\n').filter(Boolean);
  try {
    return [...git('diff', '--name-only', base), ...git('ls-files', '--others', '--exclude-standard')];
  } catch {
    throw new Trouble(`git cannot compare this tree with ${base}: name a commit or branch that is there.`);
  }
}

function relatedTests(env, folder, base) {
  const pnpm = join(TOOLS, 'pnpm/node_modules/pnpm/bin/pnpm.cjs');
  const slow = SLOW.map((name) => `--exclude=**/${name}.test.ts`);
  const vitest = ['vitest', 'run', `--changed=${base}`, '--passWithNoTests', ...slow, ...vitestArgs()];
  const args = [pnpm, '--silent', '--dir', join(ROOT, folder), 'exec', ...vitest];
  return runProcess(process.execPath, args, { env, cwd: ROOT, output: 'show' });
}
