/** The package that is what `npm start` starts. */
const SHOP = '@checkout-perks/demo-shop';
/** Packages that no test needs: they install what they measure against. */
const NOT_TESTED = ['@checkout-perks/benchmarks'];

/**
 * How much is installed, from the least to the most; each scope holds those before it.
 *
 * - `shop`: what builds and runs the demo shop, without what its tests need
 * - `tests`: what `npm test` needs
 * - `everything`: also what a benchmark needs
 */
export const SCOPES = ['shop', 'tests', 'everything'];

/**
 * @typedef {{folder: string, manifest: Record<string, any>}} WorkspacePackage
 */

/**
 * The packages of a scope; the root itself belongs to each.
 *
 * @param {string} scope One of `SCOPES`
 * @param {WorkspacePackage[]} packages The workspace's
 * @returns {WorkspacePackage[]}
 */
export function packagesIn(scope, packages) {
  if (scope === 'shop') return closureOf(SHOP, packages);
  if (scope === 'tests') return packages.filter(({ manifest }) => !NOT_TESTED.includes(manifest.name));
  return packages;
}

/**
 * pnpm's arguments that install a scope.
 *
 * @param {string} scope One of `SCOPES`
 * @param {WorkspacePackage[]} packages The workspace's
 * @param {string} root The name of the root package
 * @returns {string[]}
 */
export function installArguments(scope, packages, root) {
  if (scope === 'everything') return [];
  const names = [root, ...packagesIn(scope, packages).map(({ manifest }) => manifest.name)];
  return [...(scope === 'shop' ? ['--prod'] : []), ...names.map((name) => `--filter=${name}`)];
}

/**
 * Which scope must be installed now. What a wider scope has installed is kept up to date, never taken away.
 *
 * @param {string} wanted One of `SCOPES`
 * @param {string} fingerprint Of the lockfile, the manifests and Node, as they are now
 * @param {{scope: string, fingerprint: string} | undefined} last The last install, if it is still there
 * @returns {string | undefined} One of `SCOPES`; nothing when all is there
 */
export function scopeToInstall(wanted, fingerprint, last) {
  if (!last) return wanted;
  const widest = SCOPES.indexOf(last.scope) > SCOPES.indexOf(wanted) ? last.scope : wanted;
  return widest === last.scope && fingerprint === last.fingerprint ? undefined : widest;
}

/** A package and all that it depends on in the workspace when it runs. */
function closureOf(name, packages, seen = new Set()) {
  const found = packages.find(({ manifest }) => manifest.name === name);
  if (!found || seen.has(name)) return [];
  seen.add(name);
  const names = Object.keys(found.manifest.dependencies ?? {});
  return [found, ...names.flatMap((each) => closureOf(each, packages, seen))];
}
