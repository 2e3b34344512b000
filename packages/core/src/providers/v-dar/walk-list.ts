import { PerksError } from '../../errors/perks-error.ts';
import { type ListEntry, listOrder } from './list-order.ts';
import type { ReadPage } from './read-list.ts';

const PAGE_SIZE = 100;
/** Entries that are remembered, so that none is named twice; a list moves by less while two pages are read. */
const REMEMBERED = 20 * PAGE_SIZE;
/** How far a list may stray from the order of its times, ms. */
const DISORDER = 5 * 60_000;
/** How often in a row a list may move or show nothing new before it is given up. */
const PATIENCE = 5;

/**
 * Walks a list from its newest end as far back as a moment, or to its end when its order does not show; however long it is,
 * only its last pages are kept in mind. A list that lost entries meanwhile is gone back in, so that none is skipped.
 *
 * @param since ms since epoch, by the provider's clock
 * @throws {PerksError} `PROVIDER_PROTOCOL` when the list will not hold still
 */
export async function* walkList<Item extends ListEntry>(
  readPage: ReadPage<Item>,
  since: number,
): AsyncGenerator<Item, void, void> {
  const first = await readPage(1, PAGE_SIZE);
  const size = first.items.length;
  if (size === 0 && first.total > 0) throw new PerksError('PROVIDER_PROTOCOL');
  const pages = Math.ceil(first.total / size);
  const last = pages > 1 ? await readPage(pages, PAGE_SIZE) : first;
  const order = pages > 1 ? listOrder([...first.items, ...last.items]) : undefined;
  const backwards = order === 'oldestFirst';

  const recent = new Set<string>();
  let { total } = last;
  let number = backwards ? Math.ceil(total / size) : 1;
  let patience = PATIENCE;
  while (number >= 1 && number <= Math.ceil(total / size)) {
    const page = await readPage(number, PAGE_SIZE);
    const fresh = page.items.filter(({ id }) => !recent.has(id));
    for (const { id } of fresh) recent.add(id);
    for (const id of [...recent].slice(0, Math.max(0, recent.size - REMEMBERED))) recent.delete(id);
    yield* fresh;

    const lost = total - page.total;
    const short = page.items.length < Math.min(size, page.total - (number - 1) * size);
    total = page.total;
    patience = lost > 0 || short || fresh.length === 0 ? patience - 1 : PATIENCE;
    if (patience === 0) throw new PerksError('PROVIDER_PROTOCOL');
    // What was lost before this page has moved others onto pages that were read already.
    if (lost > 0 && !backwards) number = Math.max(1, number - Math.ceil(lost / size));
    else if (!short) number += backwards ? -1 : 1;

    const passed = page.items.length > 0 && page.items.every(({ createdAt = since }) => createdAt < since - DISORDER);
    if (order !== undefined && passed) return;
  }
}
