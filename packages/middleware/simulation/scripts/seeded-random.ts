/** Numbers that a seed brings forth: the same seed, the same numbers. */
export interface SeededRandom {
  /** A whole number from `least` to `most`. */
  whole(least: number, most: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of the items. */
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
}

/** Makes a stream of numbers (mulberry32). */
export function seededRandom(seed: number): SeededRandom {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    return mixed(state);
  };
  return {
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
  };
}

/** One number in [0, 1) for a place that is named by others: it stays the same whatever else of a history is left out. */
export function randomAt(seed: number, place: string, nth: number): number {
  let state = seed | 0;
  for (let index = 0; index < place.length; index += 1) state = Math.imul(state ^ place.charCodeAt(index), 0x01000193);
  return mixed((Math.imul(state ^ nth, 0x9e3779b1) + 0x6d2b79f5) | 0);
}

function mixed(state: number): number {
  let value = Math.imul(state ^ (state >>> 15), 1 | state);
  value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
  return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
}
