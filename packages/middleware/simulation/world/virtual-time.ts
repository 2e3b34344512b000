/** Time that passes only when nothing else can happen. ms since the beginning of a history. */
export interface VirtualTime {
  now(): number;
  /** Has something happen after `ms`. @returns Calls it off */
  after(ms: number, happen: () => void): () => void;
  /** Resolves after `ms`. */
  pause(ms: number): Promise<void>;
  /** Goes on to what happens next, and has it happen. @returns False when nothing is to come */
  step(): boolean;
}

interface Planned {
  at: number;
  order: number;
  happen: (() => void) | undefined;
}

/** Makes a time of its own. What is planned for one moment happens in the order in which it was planned. */
export function createVirtualTime(): VirtualTime {
  const heap: Planned[] = [];
  let now = 0;
  let planned = 0;

  const before = (one: Planned, other: Planned) =>
    one.at < other.at || (one.at === other.at && one.order < other.order);

  function push(entry: Planned): void {
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || !before(entry, parent)) break;
      heap[index] = parent;
      index = above;
    }
    heap[index] = entry;
  }

  function pop(): Planned | undefined {
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let below = 2 * index + 1;
      const left = heap[below];
      const right = heap[below + 1];
      if (left === undefined) break;
      if (right !== undefined && before(right, left)) below += 1;
      const child = heap[below];
      if (child === undefined || !before(child, last)) break;
      heap[index] = child;
      index = below;
    }
    heap[index] = last;
    return first;
  }

  function after(ms: number, happen: () => void): () => void {
    const entry: Planned = { at: now + Math.max(0, ms), order: planned, happen };
    planned += 1;
    push(entry);
    return () => {
      entry.happen = undefined;
    };
  }

  return {
    now: () => now,
    after,
    pause: (ms) =>
      new Promise((resolve) => {
        after(ms, resolve);
      }),
    step() {
      for (let entry = pop(); entry !== undefined; entry = pop()) {
        // What was called off moves no clock.
        if (entry.happen === undefined) continue;
        now = Math.max(now, entry.at);
        entry.happen();
        return true;
      }
      return false;
    },
  };
}
