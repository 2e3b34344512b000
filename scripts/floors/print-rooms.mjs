/**
 * The table of rooms as Markdown.
 *
 * @param {import('./rooms.mjs').Room[]} rooms
 * @returns {string}
 */
export function printRooms(rooms) {
  const rows = rooms.map(({ name, holds, imports, libraries, runs }) => [
    `\`${name}\``,
    holds.replaceAll('<', '&lt;'),
    list(imports, 'no room'),
    libraries ? list(libraries, 'none') : 'as declared',
    runs === 'browser' ? 'browser and server' : 'server',
  ]);
  const head = ['room', 'holds', 'may import', 'libraries', 'runs in'];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function list(names, none) {
  return names.length === 0
    ? none
    : byPackage(names)
        .map((name) => `\`${name}\``)
        .join(', ');
}

// core/money and core/errors become core/{money,errors}; a name alone stays as it is.
function byPackage(names) {
  const heads = [...new Set(names.map((name) => name.split('/')[0]))];
  return heads.flatMap((head) => {
    const tails = names.filter((name) => name.startsWith(`${head}/`)).map((name) => name.slice(head.length + 1));
    const inside = tails.length > 1 ? [`${head}/{${tails.join(',')}}`] : tails.map((tail) => `${head}/${tail}`);
    return names.includes(head) ? [head, ...inside] : inside;
  });
}
