/**
 * Checks the table itself: rooms import only rooms further down, and what runs in a browser only what does too.
 *
 * @param {import('./rooms.mjs').Room[]} rooms
 * @returns {string[]} What is wrong
 */
export function checkTable(rooms) {
  const below = (index) => new Map(rooms.slice(index + 1).map((room) => [room.name, room]));
  return rooms.flatMap((room, index) =>
    room.imports.flatMap((name) => {
      const lower = below(index).get(name);
      if (!lower) return [`${room.name} may not import ${name}: there is no such room below it`];
      const leavesBrowser = room.runs === 'browser' && lower.runs !== 'browser';
      return leavesBrowser ? [`${room.name} runs in a browser and may not import ${name}, which does not`] : [];
    }),
  );
}
