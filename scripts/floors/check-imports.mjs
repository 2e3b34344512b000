import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Checks what one module imports.
 *
 * @param {import('./read-house.mjs').Module} module
 * @param {import('./survey.mjs').Survey} survey
 * @returns {{rule: string, message: string, line: number}[]}
 */
export function checkImports(module, survey) {
  return module.imports.flatMap((item) => {
    const found = [...generalFaults(module, item, survey)];
    if (module.isSource) found.push(...floorFaults(module, item, survey));
    return found.map((fault) => ({ ...fault, line: item.line }));
  });
}

/** A runner's own configuration is loaded by plain Node, which resolves no package of the workspace from its source. */
function isToolConfig({ path, pkg }) {
  return /^[\w.-]+\.config\.(ts|mjs)$/.test(path.slice(pkg.length + 1));
}

function* generalFaults(module, { specifier, kind, target }, { root, house, manifestOf }) {
  if (kind === 'star') yield { rule: 'export-star', message: 'name what you re-export' };
  if (target === undefined) {
    if (module.isSource) yield { rule: 'computed-import', message: 'an import must name its module' };
    return;
  }
  if (target.kind === 'file') {
    if (!target.path.startsWith(`${module.pkg}/`)) {
      if (isToolConfig(module)) return;
      yield { rule: 'cross-package', message: `${specifier} leaves the package: import it by the package's name` };
    } else if (!house.modules.has(target.path) && (module.isSource || !existsSync(join(root, target.path)))) {
      // What a build makes is not there in a fresh checkout.
      if (!/\/(dist|node_modules)\//.test(target.path))
        yield { rule: 'missing-file', message: `there is no ${target.path}` };
    }
  }
  if (target.kind === 'workspace' && target.path === undefined)
    yield { rule: 'no-such-door', message: `${specifier} is not among the exports of its package` };
  if (target.name !== undefined && !declares(manifestOf(module.pkg), target.name, module))
    yield { rule: 'undeclared', message: `${target.name} is not among the dependencies of ${module.pkg}/package.json` };
}

// What is published runs without its development dependencies. A room beside `src/` is not published.
function declares(manifest, name, { isSource, path, pkg }) {
  const sections = [manifest.dependencies, manifest.peerDependencies, manifest.optionalDependencies];
  const isPublished = !manifest.private && isSource && path.startsWith(`${pkg}/src/`);
  if (!isPublished) sections.push(manifest.devDependencies);
  return name === manifest.name || sections.some((section) => section && name in section);
}

function* floorFaults(module, { specifier, target }, { house, roomOf, roomsBehind, mayUse }) {
  if (target === undefined) return;
  const here = roomOf(module.path);
  const place = here?.room.name ?? module.path;
  if (target.kind === 'node' && here?.room.runs === 'browser')
    yield { rule: 'node-in-browser', message: `${place} reaches the browser and may not import ${specifier}` };
  if (target.kind === 'library' && here?.room.libraries && !fits(here.room.libraries, specifier))
    yield { rule: 'library', message: `${place} may not import ${specifier}` };

  const other = house.modules.get(target.path);
  if (!other) return;
  if (other.isTest) yield { rule: 'test-import', message: `${other.path} is a test` };
  if (other.isDoor && other.pkg === module.pkg && !module.isEntry)
    yield { rule: 'door-inside', message: `${specifier} is a door of this package: import the file behind it` };
  if (module.isDoor || here === undefined) return;
  const closed = roomsBehind(other.path).filter((there) => !mayUse(here, there, other));
  for (const name of new Set(closed.map(({ room }) => room.name)))
    yield { rule: 'floor', message: `${place} may not import ${name}` };
}

// `zod/mini` allows itself and nothing else of zod; `lit` allows `lit/decorators.js` too.
function fits(libraries, specifier) {
  return libraries.some((name) => specifier === name || specifier.startsWith(`${name}/`));
}
