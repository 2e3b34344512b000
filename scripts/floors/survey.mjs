import { findDoors } from './find-doors.mjs';
import { roomFinder } from './find-room.mjs';
import { readHouse } from './read-house.mjs';
import { resolveImport } from './resolve-import.mjs';

/**
 * @typedef {{room: import('./rooms.mjs').Room, member: string}} Place
 *
 * @typedef {object} Survey The house with every import followed to its end
 * @property {string} root
 * @property {import('./read-house.mjs').House} house Its modules know `isSource`, `isDoor`, `isEntry` and, in each
 *   import, the `target`
 * @property {(pkg: string) => Record<string, any>} manifestOf
 * @property {(path: string) => Place | undefined} roomOf Doors lie in no room
 * @property {(path: string) => Place[]} roomsBehind A file's own room, or the rooms that a door opens on
 * @property {(here: Place, there: Place, by: {isDoor: boolean}) => boolean} mayUse
 */

/**
 * Walks through the house once.
 *
 * @param {string} root The checkout's root
 * @param {import('./rooms.mjs').Room[]} rooms
 * @returns {Survey}
 */
export function survey(root, rooms) {
  const house = readHouse(root);
  const { doors, resolve } = findDoors(house);
  const findRoom = roomFinder(rooms);
  const manifestOf = (pkg) => house.packages.find(({ folder }) => folder === pkg).manifest;

  for (const module of house.modules.values()) {
    const { path, pkg } = module;
    module.isSource = !module.isTest && (path.startsWith(`${pkg}/src/`) || findRoom(path) !== undefined);
    module.isDoor = doors.has(path);
    module.isEntry = module.isDoor && hasSideEffects(manifestOf(pkg), path.slice(pkg.length + 1));
    for (const item of module.imports)
      item.target = item.specifier === undefined ? undefined : resolveImport(item.specifier, module, resolve);
  }

  const roomOf = (path) => (doors.has(path) ? undefined : findRoom(path));
  const roomsBehind = (path, seen = new Set()) => {
    if (!doors.has(path)) return [findRoom(path)].filter(Boolean);
    if (seen.has(path)) return [];
    seen.add(path);
    const targets = house.modules.get(path).imports.map(({ target }) => target?.path);
    return targets.filter((target) => house.modules.has(target)).flatMap((target) => roomsBehind(target, seen));
  };
  return { root, house, manifestOf, roomOf, roomsBehind, mayUse: permission(rooms) };
}

/** Whoever may use a room may also use what a door of its package shows of the rooms beneath it. */
function permission(rooms) {
  const byName = new Map(rooms.map((room) => [room.name, room]));
  const beneath = (room) => [room, ...room.imports.flatMap((name) => beneath(byName.get(name)))];
  return (here, there, by) => {
    if (here.room === there.room) return here.member === there.member;
    if (here.room.imports.includes(there.room.name)) return true;
    if (!by.isDoor) return false;
    const allowed = here.room.imports.map((name) => byName.get(name));
    return allowed.some((room) => packageOf(room) === packageOf(there.room) && beneath(room).includes(there.room));
  };
}

const packageOf = (room) => room.folder.split('/src/')[0];

function hasSideEffects(manifest, file) {
  return Array.isArray(manifest.sideEffects) && manifest.sideEffects.includes(`./${file}`);
}
