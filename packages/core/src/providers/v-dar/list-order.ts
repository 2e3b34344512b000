/** An entry of a list, as far as its place in it matters. */
export interface ListEntry {
  id: string;
  /** ms since epoch, by the provider's clock. */
  createdAt?: number;
}

/** How far a list may stray from the order of its times, ms: they need not be taken at the moment of the entry. */
const DISORDER = 5 * 60_000;
/** Fewer entries than this may stand in an order by chance. */
const EVIDENCE = 10;

/**
 * Tells in which order a list is, by entries in the order in which it shows them. Times are compared with each other only,
 * so it does not matter how wrong the provider's clock is. The document states no order (`docs/providers.md`, D-V8).
 *
 * @param entries Its first page, or its first followed by its last
 * @returns `undefined` when they are in neither order, too few, or all of one moment
 */
export function listOrder(entries: readonly ListEntry[]): 'newestFirst' | 'oldestFirst' | undefined {
  const times = entries.map(({ createdAt = Number.NaN }) => createdAt);
  const span = (times.at(-1) ?? Number.NaN) - (times[0] ?? Number.NaN);
  const disorder = Math.min(DISORDER, Math.abs(span) / 10);
  if (times.length < EVIDENCE) return undefined;
  if (span < 0 && isFalling(times, disorder)) return 'newestFirst';
  if (span > 0 && isFalling(times.toReversed(), disorder)) return 'oldestFirst';
  return undefined;
}

/** A time that is none is in no order with anything. */
function isFalling(times: readonly number[], disorder: number): boolean {
  let lowest = Number.POSITIVE_INFINITY;
  return times.every((time) => {
    const falls = time <= lowest + disorder;
    lowest = Math.min(lowest, time);
    return falls;
  });
}
