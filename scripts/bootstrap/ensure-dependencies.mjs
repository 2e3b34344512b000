import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainInstallFailure } from './explain-install-failure.mjs';
import { ROOT, TOOLS } from './paths.mjs';
import { runProcess } from './run-process.mjs';
import { Trouble } from './trouble.mjs';
import { workspacePackages } from './workspace-packages.mjs';

const STAMP = join(TOOLS, 'install-stamp');

/**
 * Runs pnpm's frozen install when the lockfile, a manifest or the Node version has changed since the last one.
 *
 * @param {{pnpm: string, env: Record<string, string>}} options `pnpm` is the path of pnpm's script
 * @throws {Trouble} When the install fails
 */
export async function ensureDependencies({ pnpm, env }) {
  const packages = workspacePackages(ROOT);
  const wanted = fingerprint(packages.map(({ folder }) => join(folder, 'package.json')));
  const isThere = existsSync(join(ROOT, 'node_modules/.modules.yaml')) && packages.every(hasItsModules);
  if (isThere && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;

  console.log('Installing dependencies (a minute on the first run)...');
  rmSync(STAMP, { force: true });
  // Without a terminal pnpm would rather give up than replace a node_modules made by another version of it.
  const args = ['install', '--frozen-lockfile', '--prefer-offline', '--config.confirm-modules-purge=false'];
  const { code, output, signal } = await runProcess(process.execPath, [pnpm, ...args], { env, cwd: ROOT });
  if (code !== 0 || signal) throw new Trouble(explainInstallFailure('the dependencies', output));
  mkdirSync(TOOLS, { recursive: true });
  writeFileSync(STAMP, wanted);
}

function hasItsModules({ folder, manifest }) {
  const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  return names.length === 0 || existsSync(join(ROOT, folder, 'node_modules'));
}

function fingerprint(manifests) {
  const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}\0`);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc', 'package.json', ...manifests]) {
    if (existsSync(join(ROOT, file)))
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(ROOT, file)))
        .update('\0');
  }
  return hash.digest('hex');
}
