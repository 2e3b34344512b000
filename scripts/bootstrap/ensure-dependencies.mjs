import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainInstallFailure } from './explain-install-failure.mjs';
import { installArguments, packagesIn, scopeToInstall } from './install-scopes.mjs';
import { ROOT, TOOLS } from './paths.mjs';
import { runProcess } from './run-process.mjs';
import { Trouble } from './trouble.mjs';
import { workspacePackages } from './workspace-packages.mjs';

const STAMP = join(TOOLS, 'install-stamp.json');

/**
 * Runs pnpm's frozen install of a scope when it has not been installed yet, or when the lockfile, a manifest or the Node
 * version has changed since. What a wider scope has installed stays.
 *
 * @param {{pnpm: string, env: Record<string, string>, scope: string}} options `pnpm` is the path of pnpm's script
 * @throws {Trouble} When the install fails
 */
export async function ensureDependencies({ pnpm, env, scope }) {
  const packages = workspacePackages(ROOT);
  const fingerprint = fingerprintOf(packages.map(({ folder }) => join(folder, 'package.json')));
  const needed = scopeToInstall(scope, fingerprint, lastInstall(packages));
  if (needed === undefined) return;

  console.error('Installing dependencies (first run only)...');
  rmSync(STAMP, { force: true });
  const { name } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const args = [
    ...['install', '--frozen-lockfile', '--prefer-offline'],
    // Without a terminal pnpm would rather give up than replace a node_modules made by another version of it.
    '--config.confirm-modules-purge=false',
    ...installArguments(needed, packages, name),
  ];
  const { code, output, signal } = await runProcess(process.execPath, [pnpm, ...args], { env, cwd: ROOT });
  if (code !== 0 || signal) throw new Trouble(explainInstallFailure('the dependencies', output));
  mkdirSync(TOOLS, { recursive: true });
  writeFileSync(STAMP, JSON.stringify({ fingerprint, scope: needed }));
}

/** The last install, if what it installed is still there. */
function lastInstall(packages) {
  if (!existsSync(STAMP) || !existsSync(join(ROOT, 'node_modules/.modules.yaml'))) return undefined;
  const last = JSON.parse(readFileSync(STAMP, 'utf8'));
  const isThere = packagesIn(last.scope, packages).every((one) => hasItsModules(one, last.scope));
  return isThere ? last : undefined;
}

function hasItsModules({ folder, manifest }, scope) {
  const development = scope === 'shop' ? {} : manifest.devDependencies;
  const names = Object.keys({ ...manifest.dependencies, ...development });
  return names.length === 0 || existsSync(join(ROOT, folder, 'node_modules'));
}

function fingerprintOf(manifests) {
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
