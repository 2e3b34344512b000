import { z } from 'zod';
import { PerksError } from '../../errors/perks-error.ts';
import { type ListEntry, listOrder } from './list-order.ts';
import { type ReadPage, readList } from './read-list.ts';

/** Where a list ended at one moment, and what came after. */
export interface ListMarks<Item> {
  /** Marks the newest entries: one request, where the list's order shows in one page. @throws `PROVIDER_*` */
  mark(): Promise<string>;
  /**
   * The entries that came after a mark. Under an unstable order it may name an older one too, but it leaves none out.
   *
   * @throws `PROVIDER_PROTOCOL` when the list does not show what came after: it is too long, will not hold still, or has
   *   lost every entry of the mark
   */
  after(mark: string, read?: ReadPage<Item>): Promise<Item[]>;
}

/** `whole` is a mark of every entry that there was; the others mark the newest ones of a list in that order. */
const markSchema = z.strictObject({
  order: z.enum(['newestFirst', 'oldestFirst', 'whole']),
  total: z.int(),
  ids: z.array(z.string()),
});
type Mark = z.infer<typeof markSchema>;

/** Entries in a mark. More than one, so that some are left when others go; few, since every order keeps its marks. */
const MARK_SIZE = 20;
/** Most entries in the mark of a list without an order. */
const MARK_PAGES = 50;

/**
 * Marks a list of which only the pages can be read. Nothing is concluded from times, and so nothing depends on a clock: an
 * entry is new when it stands before those of the mark. By how much the list's total has grown says whether all were found.
 */
export function createListMarks<Item extends ListEntry>(readPage: ReadPage<Item>): ListMarks<Item> {
  // A list keeps its order; should it not, the count of what came after shows it.
  let known: 'newestFirst' | 'oldestFirst' | undefined;

  return {
    async mark() {
      const first = await readPage(1, MARK_SIZE);
      if (first.items.length >= first.total) return written('whole', first.total, first.items);
      if (first.items.length === 0) throw new PerksError('PROVIDER_PROTOCOL');

      known ??= listOrder(first.items);
      if (known === 'newestFirst') return written(known, first.total, first.items);

      const end = Math.ceil(first.total / first.items.length);
      const last = await readPage(end, MARK_SIZE);
      known ??= listOrder([...first.items, ...last.items]);
      if (known === 'newestFirst') return written(known, first.total, first.items);
      if (known === 'oldestFirst' && last.items.length > 0) {
        return written(known, (end - 1) * first.items.length + last.items.length, last.items);
      }
      known = undefined;
      const { items, total } = await readList({ readPage, order: 'newestFirst', maxPages: MARK_PAGES });
      return written('whole', total, items);
    },

    async after(text, read = readPage) {
      const mark = readMark(text);
      const before = new Set(mark.ids);
      if (mark.order === 'whole') {
        const { items } = await readList({ readPage: read, order: 'newestFirst' });
        return items.filter(({ id }) => !before.has(id));
      }
      const { items, total } = await readList({
        readPage: read,
        order: mark.order,
        enough: (items, total) => isFound(items, before, total - mark.total),
      });
      return newer(items, before, total - mark.total);
    },
  };
}

/** Whether the mark was met, and as many new entries as the list has grown by. */
function isFound(items: readonly ListEntry[], before: ReadonlySet<string>, growth: number): boolean {
  if (items.length <= growth) return false;
  const marked = items.filter(({ id }) => before.has(id)).length;
  return marked > 0 && items.length - marked >= growth;
}

/**
 * The new ones of a list's newest entries: those that stand before the mark's last one. Where these are fewer than the list
 * has grown by, its order is not stable, and whatever is not of the mark may be new.
 */
function newer<Item extends ListEntry>(items: readonly Item[], before: ReadonlySet<string>, growth: number): Item[] {
  const last = items.findLastIndex(({ id }) => before.has(id));
  const ahead = items.slice(0, Math.max(0, last)).filter(({ id }) => !before.has(id));
  if (last >= 0 && ahead.length >= growth) return ahead;
  const others = items.filter(({ id }) => !before.has(id));
  if (last >= 0 && others.length >= growth) return others;
  throw new PerksError('PROVIDER_PROTOCOL');
}

function written(order: Mark['order'], total: number, items: readonly ListEntry[]): string {
  return JSON.stringify({ order, total, ids: items.map(({ id }) => id) } satisfies Mark);
}

function readMark(text: string): Mark {
  try {
    return markSchema.parse(JSON.parse(text));
  } catch {
    throw new PerksError('INVALID_REQUEST', { details: { path: 'mark' } });
  }
}
