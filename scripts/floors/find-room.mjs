/**
 * Makes the function that says in which room a file lies: the room with the longest folder wins.
 *
 * @param {import('./rooms.mjs').Room[]} rooms
 * @returns {(path: string) => {room: import('./rooms.mjs').Room, member: string} | undefined} `member` tells the rooms
 *   of one family apart
 */
export function roomFinder(rooms) {
  const patterns = rooms
    .map((room) => ({ room, pattern: toPattern(room.folder) }))
    .sort((a, b) => b.room.folder.length - a.room.folder.length);
  return (path) => {
    const entered = rooms.find(({ entry }) => entry === path);
    if (entered) return { room: entered, member: '' };
    for (const { room, pattern } of patterns) {
      const match = pattern.exec(path);
      if (match) return { room, member: match.groups?.name ?? '' };
    }
    return undefined;
  };
}

function toPattern(folder) {
  const parts = folder.split('/').map((part) => {
    if (part === '**') return '.+';
    if (part === '*') return '[^/]+';
    if (part === ':name') return '(?<name>[^/]+)';
    const choice = /^\{(.+)\}$/.exec(part);
    return choice ? `(?:${choice[1].split(',').join('|')})` : part.replaceAll('.', '\\.');
  });
  return new RegExp(`^${parts.join('/')}$`);
}
