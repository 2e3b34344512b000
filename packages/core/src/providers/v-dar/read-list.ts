import { PerksError } from '../../errors/perks-error.ts';
import type { VDarPage } from './client.ts';
import type { ListEntry } from './list-order.ts';

/** Reads one page, counted from 1, of the size asked for or smaller. */
export type ReadPage<Item> = (page: number, size: number) => Promise<VDarPage<Item>>;

/** What to read of a list. */
export interface ReadListRequest<Item> {
  readPage: ReadPage<Item>;
  /** In which order the list shows its entries; one without an order may be read as either, whole. */
  order: 'newestFirst' | 'oldestFirst';
  /** Told of everything read so far, and of the total when reading began: whether to read on. Without it all is read. */
  enough?: (items: readonly Item[], total: number) => boolean;
  maxPages?: number;
}

/** The longest list that is read, pages: a hundred thousand entries. */
const MAX_PAGES = 1000;
const PAGE_SIZE = 100;
/** How often a list that moved while it was read is read again. */
const SWEEPS = 3;

/**
 * Reads a list from its newest end, page by page, each entry once, newest first: as far as is enough, and nothing on the
 * way left out. Entries may be added meanwhile; a list that loses entries, or shows them in another order on each page, is
 * read again.
 *
 * @returns The entries, and the total as it was when reading began
 * @throws {PerksError} `PROVIDER_PROTOCOL` when the list is too long to read, or will not hold still
 */
export async function readList<Item extends ListEntry>(
  request: ReadListRequest<Item>,
): Promise<{ items: Item[]; total: number }> {
  for (let attempt = 0; attempt < SWEEPS; attempt += 1) {
    const read = await sweep(request);
    if (read) return read;
  }
  throw new PerksError('PROVIDER_PROTOCOL');
}

/** Reads it once; `undefined` when the list moved meanwhile, so that some entries may have been skipped. */
async function sweep<Item extends ListEntry>(
  request: ReadListRequest<Item>,
): Promise<{ items: Item[]; total: number } | undefined> {
  const { readPage, order, enough = () => false, maxPages = MAX_PAGES } = request;
  const first = await readPage(1, PAGE_SIZE);
  const { total } = first;
  const size = first.items.length;
  if (size === 0) return total === 0 ? { items: [], total } : undefined;

  const seen = new Set<string>();
  const items: Item[] = [];
  let places = 0;
  let newest = total;
  /** Takes a page; `false` when the list moved. */
  const take = (page: { items: Item[]; total: number }, number: number): boolean => {
    for (const item of order === 'newestFirst' ? page.items : page.items.toReversed()) {
      if (seen.has(item.id)) continue;
      seen.add(item.id);
      items.push(item);
    }
    places += Math.min(size, Math.max(0, total - (number - 1) * size));
    const shrunk = page.total < newest;
    newest = page.total;
    // Too short a page, one that shows entries again, or an entry that went leaves others out; but each that was added at the
    // head shows one of those behind it again.
    return !shrunk && items.length >= places - (newest - total);
  };

  const end = Math.ceil(total / size);
  if (order === 'newestFirst') {
    if (!take(first, 1)) return undefined;
    // What is added meanwhile pushes entries past the end that there was.
    for (let number = 2; number <= Math.ceil(newest / size); number += 1) {
      if (enough(items, total)) return { items, total };
      if (number > maxPages) throw new PerksError('PROVIDER_PROTOCOL');
      if (!take(await readPage(number, PAGE_SIZE), number)) return undefined;
    }
  } else {
    for (let number = end; number > 1; number -= 1) {
      if (end - number >= maxPages) throw new PerksError('PROVIDER_PROTOCOL');
      if (!take(await readPage(number, PAGE_SIZE), number)) return undefined;
      if (enough(items, total)) return { items, total };
    }
    if (!take(first, 1)) return undefined;
  }
  return items.length >= total ? { items, total } : undefined;
}
