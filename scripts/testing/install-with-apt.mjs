import { existsSync } from 'node:fs';
import { ROOT } from '../bootstrap/paths.mjs';
import { runProcess } from '../bootstrap/run-process.mjs';

/**
 * Installs a package of the system, where the system has apt-get and this user may.
 *
 * @param {string} name
 * @param {Record<string, string>} env
 * @returns {Promise<string>} What apt-get printed; nothing where it was not run
 */
export async function installWithApt(name, env) {
  const aptGet = ['/usr/bin/apt-get', '/bin/apt-get'].find((path) => existsSync(path));
  if (!aptGet || process.getuid?.() !== 0) return '';
  console.log(`Installing ${name} with apt-get (first run only)...`);
  const options = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' }, cwd: ROOT };
  const update = await runProcess(aptGet, ['update'], options);
  const install = await runProcess(aptGet, ['install', '-y', '--no-install-recommends', name], options);
  return update.output + install.output;
}
