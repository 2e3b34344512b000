import { spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';
import { ROOT } from '../bootstrap/paths.mjs';
import { ensureFirefox } from './ensure-firefox.mjs';
import { ensureNode, whyNotNode } from './ensure-node.mjs';
import { packageTests, unitTests } from './stages.mjs';
import { startAfresh } from './start-afresh.mjs';

/** One release of each line of Node that is supported; the newest is there to meet what is coming. */
const NODES = ['20.20.2', '22.23.5', '24.22.3', '26.12.1'];

/**
 * What `npm run test:all` runs after `npm test`, each by itself: another Node, another browser, a framework, a platform.
 * A leg installs what it alone needs.
 *
 * @type {(import('./stages.mjs').Stage & {what: string})[]}
 */
export const LEGS = [
  ...NODES.map((version) => ({
    name: `node-${majorOf(version)}`,
    what: `the unit tests on Node ${version}, with SQLite`,
    run: (env) => onNode(env, version),
  })),
  { name: 'start', what: 'npm start in a fresh copy of this tree, with what it installs', run: startFresh },
  { name: 'firefox', what: "the widget's component tests in Firefox", run: inFirefox },
];

function majorOf(version) {
  return version.split('.')[0];
}

async function startFresh(env) {
  if (spawnSync('git', ['ls-files'], { cwd: ROOT }).status !== 0)
    return { skipped: 'git cannot tell which files there are' };
  return startAfresh(env);
}

async function inFirefox(env) {
  const path = await ensureFirefox(env);
  if (!path) return { skipped: 'there is no Firefox: install it, or set FIREFOX_PATH' };
  return packageTests({ ...env, FIREFOX_PATH: path }, 'test:firefox');
}

async function onNode(env, version) {
  const reason = whyNotNode(version, process);
  if (reason) return { skipped: reason };
  const bin = await ensureNode(env, version);
  // PostgreSQL makes no difference to another Node.
  return unitTests({ ...env, SQLITE_ONLY: '1', PATH: `${bin}${delimiter}${env.PATH}` });
}
