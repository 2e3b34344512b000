import { checkImports } from './check-imports.mjs';
import { checkNames } from './check-names.mjs';
import { checkTable } from './check-table.mjs';
import { findCycles } from './find-cycles.mjs';
import { survey } from './survey.mjs';

/**
 * Checks a checkout against a table of rooms.
 *
 * @param {string} root The checkout's root
 * @param {{rooms: import('./rooms.mjs').Room[], neverTogether: string[][]}} plan `neverTogether` lists groups of rooms of
 *   which the first may meet none of the others
 * @returns {{path: string, line: number, rule: string, message: string}[]} Every fault, by file
 */
export function checkHouse(root, { rooms, neverTogether }) {
  const table = checkTable(rooms);
  // With a broken table every further answer would mislead.
  if (table.length > 0) return table.map((message) => ({ path: 'the table', line: 1, rule: 'table', message }));

  const found = survey(root, rooms);
  const modules = [...found.house.modules.values()];
  return [
    ...modules.flatMap((module) => faultsOf(module, found)),
    ...cycleFaults(found),
    ...modules.flatMap((module) => meetings(module, found, neverTogether)),
  ].sort((a, b) => a.path.localeCompare(b.path) || a.line - b.line);
}

function faultsOf(module, found) {
  const faults = [...checkNames(module), ...checkImports(module, found)];
  if (module.unreadable) faults.push({ rule: 'syntax', message: module.unreadable });
  if (module.isSource && !module.isDoor && !found.roomOf(module.path))
    faults.push({ rule: 'no-room', message: 'this file lies in no room: move it, or give it one in the table' });
  if (module.isDoor && !module.isEntry && module.holdsCode)
    faults.push({ rule: 'door-holds-code', message: 'a door only re-exports: move the code into a room' });
  return faults.map((fault) => ({ line: 1, ...fault, path: module.path }));
}

function cycleFaults({ house }) {
  const graph = new Map(
    [...house.modules.values()].map(({ path, imports }) => [
      path,
      imports.map(({ target }) => target?.path).filter((target) => house.modules.has(target)),
    ]),
  );
  return findCycles(graph).map((ring) => ({
    path: ring[0],
    line: 1,
    rule: 'cycle',
    message: [...ring, ring[0]].join(' -> '),
  }));
}

function meetings(module, { house, roomOf }, neverTogether) {
  if (!module.isSource || !module.path.startsWith('packages/')) return [];
  const reached = (path) => reachedRooms(path, house, roomOf);
  const meets = (names, [first, ...others]) => names.has(first) && others.some((other) => names.has(other));
  return neverTogether
    .filter((group) => meets(reached(module.path), group))
    .filter((group) => !module.imports.some(({ target }) => target?.path && meets(reached(target.path), group)))
    .map((group) => ({
      path: module.path,
      line: 1,
      rule: 'meeting',
      message: `brings together ${group.join(' and ')}`,
    }));
}

function reachedRooms(start, house, roomOf) {
  const seen = new Set([start]);
  for (const path of seen) {
    for (const { target } of house.modules.get(path)?.imports ?? []) if (target?.path) seen.add(target.path);
  }
  return new Set([...seen].map((path) => roomOf(path)?.room.name));
}
