/**
 * The doors of the house: what `exports` names at the top of `src/`, and each provider's `door.ts`.
 *
 * A family such as `./adapters/*` publishes its files as they are; those are rooms, not doors.
 *
 * @param {import('./read-house.mjs').House} house
 * @returns {{doors: Set<string>, resolve: (specifier: string) => {pkg: string, path: string | undefined} | undefined}}
 *   `resolve` finds the source file behind a workspace package's specifier, and answers nothing for other packages
 */
export function findDoors({ packages, modules }) {
  const entries = packages.flatMap(({ folder, manifest }) =>
    Object.entries(manifest.exports ?? {}).map(([subpath, target]) => ({
      name: manifest.name,
      specifier: manifest.name + subpath.slice(1),
      source: `${folder}/${sourceOf(target)}`,
    })),
  );
  const doors = new Set(
    [...modules.values()]
      .filter(({ path }) => entries.some(({ source }) => matches(source, path) !== undefined))
      .filter(({ path, pkg }) => isTopFile(path, pkg) || path.endsWith('/door.ts'))
      .map(({ path }) => path),
  );

  function resolve(specifier) {
    const owner = packages.find(
      ({ manifest }) => specifier === manifest.name || specifier.startsWith(`${manifest.name}/`),
    );
    if (!owner) return undefined;
    for (const { name, specifier: pattern, source } of entries) {
      const star = name === owner.manifest.name ? matches(pattern, specifier) : undefined;
      if (star !== undefined) return { pkg: owner.folder, path: source.replaceAll('*', star) };
    }
    return { pkg: owner.folder, path: undefined };
  }
  return { doors, resolve };
}

// A built file such as `./dist/cdn.js` is published without its source; it still has one.
function sourceOf(target) {
  const path = typeof target === 'string' ? target : (target['@checkout-perks/source'] ?? target.default);
  return path.replace(/^\.\//, '').replace(/^dist\/(.*)\.js$/, 'src/$1.ts');
}

function matches(pattern, text) {
  const [before, after] = pattern.split('*');
  if (after === undefined) return pattern === text ? '' : undefined;
  const fits = text.startsWith(before) && text.endsWith(after) && text.length > before.length + after.length;
  return fits ? text.slice(before.length, text.length - after.length) : undefined;
}

function isTopFile(path, pkg) {
  return path.startsWith(`${pkg}/src/`) && !path.slice(pkg.length + 5).includes('/');
}
