import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { explainInstallFailure } from './explain-install-failure.mjs';
import { runNpm } from './run-npm.mjs';
import { Trouble } from './trouble.mjs';

/**
 * Makes sure that one npm package of exactly one version lies in a folder of its own.
 *
 * It is installed beside the target and moved there, so that an interrupted install never passes for a finished one.
 *
 * @param {{name: string, version: string, folder: string, env: Record<string, string>}} options
 * @returns {Promise<string>} The package's own folder
 * @throws {Trouble} When npm cannot install it
 */
export async function installPackage({ name, version, folder, env }) {
  const home = join(folder, 'node_modules', name);
  if (installedVersion(home) === version) return home;

  console.error(`Installing ${name} ${version} (first run only)...`);
  const fresh = `${folder}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  // npm looks for the nearest package.json upwards, and would otherwise take the workspace's own.
  writeFileSync(join(fresh, 'package.json'), '{ "private": true }\n');
  const flags = [
    '--save-exact',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    `--prefix=${fresh}`,
  ];
  const { code, output, signal } = await runNpm(['install', `${name}@${version}`, ...flags], { env, cwd: fresh });
  if (code !== 0 || signal) {
    rmSync(fresh, { recursive: true, force: true });
    throw new Trouble(explainInstallFailure(`${name} ${version}`, output));
  }
  mkdirSync(dirname(folder), { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
  return home;
}

function installedVersion(home) {
  const manifest = join(home, 'package.json');
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : undefined;
}
