import { PerksError } from '../../errors/perks-error.ts';
import type { VDarPage } from './client.ts';

interface Dated {
  id: string;
  createdAt?: number;
}

/** The most pages that one sweep reads. A list cut short would let a probe believe that nothing happened. */
const MAX_PAGES = 50;
/** How often a list that lost items while it was read is read again. */
const SWEEPS = 3;
/** How far a list may stray from the order of its times, ms: they need not be taken at the moment of the entry. */
const DISORDER = 5 * 60_000;
/** Fewer items than this may stand in an order by chance. */
const EVIDENCE = 10;

/**
 * Reads the items of a list that were made since a moment, all of them or none: who calls this concludes from what is
 * missing. The document states no order (`docs/providers.md`, D-V8), so the list's two ends tell from which one to read;
 * a list in neither order, or without times, is read whole. Items without a time are always among the result.
 *
 * @param readPage Reads one page, counted from 1
 * @param since ms since epoch
 * @throws {PerksError} `PROVIDER_PROTOCOL` when the list is too long to read, or will not hold still
 */
export async function newestOf<Item extends Dated>(
  readPage: (page: number) => Promise<VDarPage<Item>>,
  since: number,
): Promise<Item[]> {
  for (let attempt = 0; attempt < SWEEPS; attempt += 1) {
    const items = await sweep(readPage, since);
    if (items) return items.filter(({ createdAt }) => createdAt === undefined || createdAt >= since);
  }
  throw new PerksError('PROVIDER_PROTOCOL');
}

/** Reads what is needed once; `undefined` when the list lost items meanwhile, so that some may have been skipped. */
async function sweep<Item extends Dated>(
  readPage: (page: number) => Promise<VDarPage<Item>>,
  since: number,
): Promise<Item[] | undefined> {
  const seen = new Map<string, Item>();
  let size = 0;
  let total = 0;
  let torn = false;
  let reads = 0;
  /** The items of a page that are new to us. */
  const read = async (number: number): Promise<Item[]> => {
    reads += 1;
    if (reads > MAX_PAGES) throw new PerksError('PROVIDER_PROTOCOL');
    const page = await readPage(number);
    torn ||= page.total < total || page.items.length < Math.min(size, page.total - (number - 1) * size);
    total = page.total;
    const fresh = page.items.filter(({ id }) => !seen.has(id));
    for (const item of fresh) seen.set(item.id, item);
    return fresh;
  };

  const first = await read(1);
  size = first.length;
  if (size >= total) return [...seen.values()];
  if (size === 0) return undefined;

  const end = Math.ceil(total / size);
  const last = await read(end);
  if (torn || last.length === 0) return undefined;
  if (seen.size >= total) return [...seen.values()];

  const direction = directionOf([...first, ...last]);
  const backwards = direction === 'oldestFirst';
  let sorted = direction !== 'unknown';
  // The last items read, in the order of a list of the newest first.
  let passed = backwards ? last.toReversed() : first;
  let number = backwards ? end - 1 : 2;

  while (sorted && number > 1 && number <= Math.ceil(total / size)) {
    // Nothing that comes later is newer than this by more than the disorder.
    if (passed.some(({ createdAt = since }) => createdAt < since - DISORDER)) return [...seen.values()];
    const items = await read(number);
    if (torn) return undefined;
    const next = backwards ? items.toReversed() : items;
    sorted = isFalling([...passed, ...next].map(timeOf), DISORDER);
    passed = next;
    number += backwards ? -1 : 1;
  }
  if (sorted) return [...seen.values()];

  const expected = total;
  for (let page = 2; page <= Math.ceil(total / size); page += 1) {
    await read(page);
    if (torn) return undefined;
  }
  return seen.size >= expected ? [...seen.values()] : undefined;
}

/** Tells in which order a list is, by the items of its first page followed by those of its last. */
function directionOf(ends: readonly Dated[]): 'newestFirst' | 'oldestFirst' | 'unknown' {
  const times = ends.map(timeOf);
  const span = (times.at(-1) ?? Number.NaN) - (times[0] ?? Number.NaN);
  const disorder = Math.min(DISORDER, Math.abs(span) / 10);
  if (times.length < EVIDENCE) return 'unknown';
  if (span < 0 && isFalling(times, disorder)) return 'newestFirst';
  if (span > 0 && isFalling(times.toReversed(), disorder)) return 'oldestFirst';
  return 'unknown';
}

function isFalling(times: readonly number[], disorder: number): boolean {
  let lowest = Number.POSITIVE_INFINITY;
  return times.every((time) => {
    const falls = time <= lowest + disorder;
    lowest = Math.min(lowest, time);
    return falls;
  });
}

/** NaN, which is in no order with anything, for an item without a time. */
function timeOf({ createdAt = Number.NaN }: Dated): number {
  return createdAt;
}
