const DUMPS = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'type', 'types', 'shared', 'misc']);
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * Checks how a file and the folders above it are called.
 *
 * @param {import('./read-house.mjs').Module} module
 * @returns {{rule: string, message: string}[]}
 */
export function checkNames({ path, pkg }) {
  const folders = path.slice(pkg.length + 1).split('/');
  const file = folders.pop();
  const [stem, ...rest] = file.split('.');
  const found = [];
  for (const name of [...folders, stem]) {
    if (DUMPS.has(name))
      found.push({ rule: 'name', message: `"${name}" says nothing: name it for the one thing in it` });
  }
  if (stem === 'index' && path !== `${pkg}/src/index.ts`)
    found.push({ rule: 'name', message: 'only src/index.ts may be called index' });
  if (![...folders, stem, ...rest].every((part) => KEBAB.test(part)))
    found.push({ rule: 'kebab-case', message: 'files and folders are named in kebab-case' });
  return found;
}
