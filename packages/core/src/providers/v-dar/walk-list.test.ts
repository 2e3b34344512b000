import { describe, expect, it } from 'vitest';
import { servedList } from '../../../test/served-list.ts';
import { walkList } from './walk-list.ts';

const MINUTE = 60_000;
const PROTOCOL = expect.objectContaining({ code: 'PROVIDER_PROTOCOL' });

/** Entries of these numbers, one each minute, the newest first. */
const itemsOf = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => itemOf(from + index)).toReversed();
const itemOf = (number: number) => ({ id: `#${number}`, createdAt: number * MINUTE });

async function walked(...given: Parameters<typeof walkList<{ id: string; createdAt?: number }>>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of walkList(...given)) ids.push(id);
  return ids;
}

const idsOf = (from: number, to: number) => itemsOf(from, to).map(({ id }) => id);

describe('walkList', () => {
  it('goes back to the moment and no further than a page', async () => {
    const { readPage, read } = servedList(itemsOf(1, 50_000));
    const ids = await walked(readPage, 49_000 * MINUTE);
    expect(ids.slice(0, 1001)).toEqual(idsOf(49_000, 50_000));
    expect(read.length).toBeLessThan(15);
  });

  it('goes a list of the oldest first back from its end', async () => {
    const { readPage, read } = servedList(itemsOf(1, 50_000).toReversed());
    const ids = new Set(await walked(readPage, 49_000 * MINUTE));
    expect(idsOf(49_000, 50_000).every((id) => ids.has(id))).toBe(true);
    expect(read.length).toBeLessThan(15);
  });

  it('reads a short list, an empty one and one without an order whole', async () => {
    expect(await walked(servedList([]).readPage, 0)).toEqual([]);
    expect(await walked(servedList(itemsOf(1, 30)).readPage, 20 * MINUTE)).toHaveLength(30);
    const mixed = itemsOf(1, 331).map((_, index) => itemOf((index * 7919) % 331));
    expect(new Set(await walked(servedList(mixed).readPage, 330 * MINUTE)).size).toBe(331);
  });

  it('reads a list without an order to its end, past whole pages of old entries', async () => {
    const old = (length: number, salt: number) =>
      Array.from({ length }, (_, index) => ({ id: `old-${salt}-${index}`, createdAt: ((index * 37) % 91) * MINUTE }));
    const list = [...old(250, 1), ...itemsOf(9000, 9020), ...old(130, 2)];
    expect(await walked(servedList(list).readPage, 8999 * MINUTE)).toEqual(expect.arrayContaining(idsOf(9000, 9020)));
  });

  it('names nothing twice in a list that grows at its head, and leaves nothing out', async () => {
    const { readPage } = servedList(itemsOf(1, 3000), {
      afterRead: (now, reads) => now.unshift(...itemsOf(5000 + reads * 10, 5009 + reads * 10)),
    });
    const ids = await walked(readPage, 0);
    expect(ids).toEqual(expect.arrayContaining(idsOf(1, 3000)));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('leaves nothing out of a list that loses entries, one or many', async () => {
    for (const count of [1, 250]) {
      const list = itemsOf(1, 3000);
      const { readPage } = servedList(list, { afterRead: (now, reads) => reads === 9 && now.splice(0, count) });
      const ids = await walked(readPage, 0);
      expect(ids.toSorted()).toEqual(idsOf(1, 3000).toSorted());
    }
  });

  it('keeps few entries in mind, however long the list', async () => {
    let longest = 0;
    const { readPage } = servedList(itemsOf(1, 100_000));
    let count = 0;
    for await (const _ of walkList(readPage, 0)) {
      count += 1;
      if (count % 20_000 === 0) longest = Math.max(longest, process.memoryUsage().heapUsed);
    }
    expect(count).toBe(100_000);
    expect(longest).toBeLessThan(400 * 1024 * 1024);
  });

  it('gives up on a list that shows one page for all, or empty ones', async () => {
    const { readPage } = servedList(itemsOf(1, 3000));
    await expect(walked((_, size) => readPage(1, size), 0)).rejects.toEqual(PROTOCOL);
    await expect(walked(async () => ({ items: [], total: 7, page: 1, size: 100 }), 0)).rejects.toEqual(PROTOCOL);
    const hollow = async (page: number, size: number) => {
      const answer = await readPage(page, size);
      return page === 4 ? { ...answer, items: [] } : answer;
    };
    await expect(walked(hollow, 0)).rejects.toEqual(PROTOCOL);
  });
});
