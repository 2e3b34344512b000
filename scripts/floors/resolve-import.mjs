import { builtinModules } from 'node:module';
import { posix } from 'node:path';

const BUILTIN = new Set(builtinModules);

/**
 * Says what an import leads to.
 *
 * @param {string} specifier
 * @param {{path: string, pkg: string}} from The module that imports
 * @param {(specifier: string) => {pkg: string, path: string | undefined} | undefined} resolveWorkspace
 * @returns {{kind: 'file' | 'workspace' | 'node' | 'library', path?: string, pkg?: string, name?: string}} `path` is a file
 *   from the root; `name` is what a manifest must declare
 */
export function resolveImport(specifier, from, resolveWorkspace) {
  if (specifier.startsWith('.')) {
    return { kind: 'file', path: posix.join(posix.dirname(from.path), specifier.split('?')[0]) };
  }
  const name = packageName(specifier);
  if (specifier.startsWith('node:') || BUILTIN.has(specifier)) return { kind: 'node' };
  const own = resolveWorkspace(specifier);
  return own ? { kind: 'workspace', name, ...own } : { kind: 'library', name };
}

function packageName(specifier) {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
