import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspacePackages } from '../bootstrap/workspace-packages.mjs';
import { readImports } from './read-imports.mjs';

const SOURCE = /\.(ts|mts|js|mjs)$/;
const NOT_OURS = new Set(['node_modules', 'dist', 'coverage', 'fixtures']);

/**
 * @typedef {object} Module
 * @property {string} path From the root, with `/`
 * @property {string} pkg Its package's folder
 * @property {boolean} isTest Tests look at the house from outside: the rules about floors and doors are not theirs
 * @property {import('./read-imports.mjs').Import[]} imports
 * @property {boolean} holdsCode
 * @property {string} [unreadable] Why it could not be parsed; it then has no imports
 *
 * @typedef {object} House
 * @property {{folder: string, manifest: Record<string, any>}[]} packages
 * @property {Map<string, Module>} modules
 */

/**
 * Reads every module of every workspace package.
 *
 * @param {string} root The checkout's root
 * @returns {House}
 */
export function readHouse(root) {
  const packages = workspacePackages(root);
  const modules = new Map();
  for (const { folder } of packages) {
    for (const path of sourceFiles(root, folder)) {
      const parsed = parse(path, readFileSync(join(root, path), 'utf8'));
      modules.set(path, { path, pkg: folder, isTest: isTest(path.slice(folder.length + 1)), ...parsed });
    }
  }
  return { packages, modules };
}

function parse(path, text) {
  try {
    return readImports(path, text);
  } catch (error) {
    return { imports: [], holdsCode: false, unreadable: error.message };
  }
}

function sourceFiles(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || NOT_OURS.has(entry.name)) return [];
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sourceFiles(root, path);
    return SOURCE.test(entry.name) ? [path] : [];
  });
}

function isTest(path) {
  return /\.test\.[a-z]+$/.test(path) || /^(test|e2e)\//.test(path);
}
