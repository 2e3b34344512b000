/**
 * Groups of files that import each other in a ring, types counted (Tarjan's strongly connected components).
 *
 * @param {Map<string, string[]>} graph Each file and the files that it imports
 * @returns {string[][]} One ring per group, in import order, the first file not repeated
 */
export function findCycles(graph) {
  const index = new Map();
  const low = new Map();
  const stack = [];
  const groups = [];

  function visit(file) {
    index.set(file, index.size);
    low.set(file, index.get(file));
    stack.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(file, Math.min(low.get(file), low.get(next)));
    }
    if (low.get(file) !== index.get(file)) return;
    const group = stack.splice(stack.indexOf(file));
    if (group.length > 1 || graph.get(file)?.includes(file)) groups.push(group);
  }

  for (const file of graph.keys()) if (!index.has(file)) visit(file);
  return groups.map((group) => shortestRing(graph, group));
}

// A group may hold many rings; one short one is what a reader can act on.
function shortestRing(graph, group) {
  const start = [...group].sort()[0];
  const cameFrom = new Map();
  const queue = [start];
  for (const file of queue) {
    for (const next of graph.get(file) ?? []) {
      if (next === start) return ringTo(file, cameFrom, start);
      if (!group.includes(next) || cameFrom.has(next)) continue;
      cameFrom.set(next, file);
      queue.push(next);
    }
  }
  return group;
}

function ringTo(file, cameFrom, start) {
  const ring = [];
  for (let at = file; at !== start; at = cameFrom.get(at)) ring.unshift(at);
  return [start, ...ring];
}
