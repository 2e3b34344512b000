import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Imports every built door of a package on this Node, as a server that renders pages would.
 *
 * @param {string} folder The package's folder, absolute
 * @param {Record<string, any>} manifest
 * @returns {Promise<string[]>} What is wrong
 */
export async function checkDoors(folder, manifest) {
  const faults = [];
  for (const [subpath, target] of Object.entries(manifest.exports)) {
    const path = typeof target === 'string' ? target : target.default;
    // A script tag's own file is for pages only: it registers its element as soon as it is loaded.
    if (subpath === './cdn') continue;
    const files = path.includes('*') ? expand(folder, path) : [path];
    if (files.length === 0) faults.push(`${subpath} leads to no file`);
    for (const file of files) {
      try {
        await import(pathToFileURL(join(folder, file)).href);
      } catch (error) {
        faults.push(`${subpath} (${file}) cannot be imported: ${error.message}`);
      }
    }
  }
  return faults;
}

function expand(folder, pattern) {
  const [before, after] = pattern.split('*');
  const parent = before.slice(0, before.lastIndexOf('/') + 1);
  if (!existsSync(join(folder, parent))) return [];
  return readdirSync(join(folder, parent), { recursive: true })
    .map((name) => parent + name.replaceAll('\\', '/'))
    .filter((path) => path.startsWith(before) && path.endsWith(after))
    .filter((path) => !path.slice(before.length, -after.length).includes('/'));
}
