import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newestOf } from './newest-of.ts';

interface Item {
  id: string;
  createdAt?: number;
}

const MINUTE = 60_000;
/** The moment from which items are wanted. */
const SINCE = 1_000 * MINUTE;

/** One item for each number of minutes after {@link SINCE}; negative ones are too old. */
const itemsAt = (...minutes: number[]): Item[] =>
  minutes.map((minute, index) => ({ id: `${index}@${minute}`, createdAt: SINCE + minute * MINUTE }));

/** A list on a server: `list` may change between reads, as `afterRead` likes. */
function served(list: Item[], size: number, afterRead: (list: Item[], reads: number) => void = () => {}) {
  const read: number[] = [];
  const readPage = async (page: number) => {
    read.push(page);
    const answer = { items: list.slice((page - 1) * size, page * size), total: list.length, page, size };
    afterRead(list, read.length);
    return answer;
  };
  return { readPage, read };
}

const idsOf = (items: readonly Item[]) => items.map(({ id }) => id).toSorted();
const wanted = (items: readonly Item[]) => idsOf(items.filter(({ createdAt = SINCE }) => createdAt >= SINCE));
const upwards = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const PROTOCOL = expect.objectContaining({ code: 'PROVIDER_PROTOCOL' });

describe('newestOf', () => {
  it('reads a list of one page once', async () => {
    const list = itemsAt(5, 0, -1);
    const { readPage, read } = served(list, 10);
    expect(idsOf(await newestOf(readPage, SINCE))).toEqual(wanted(list));
    expect(read).toEqual([1]);
  });

  it('reads an empty list once', async () => {
    const { readPage, read } = served([], 10);
    expect(await newestOf(readPage, SINCE)).toEqual([]);
    expect(read).toEqual([1]);
  });

  it('reads a list of the newest first from its beginning, as far as needed', async () => {
    const list = itemsAt(...upwards(-500, 25).toReversed());
    const { readPage, read } = served(list, 10);
    expect(idsOf(await newestOf(readPage, SINCE))).toEqual(wanted(list));
    expect(read).toEqual([1, 53, 2, 3, 4]);
  });

  it('reads a list of the oldest first from its end, as far as needed', async () => {
    const list = itemsAt(...upwards(-500, 25));
    const { readPage, read } = served(list, 10);
    expect(idsOf(await newestOf(readPage, SINCE))).toEqual(wanted(list));
    expect(read).toEqual([1, 53, 52, 51, 50]);
  });

  it('reads two pages once each', async () => {
    const list = itemsAt(...upwards(-8, 8));
    const { readPage, read } = served(list, 10);
    expect(idsOf(await newestOf(readPage, SINCE))).toEqual(wanted(list));
    expect(read).toEqual([1, 2]);
  });

  it('reads a list without an order whole', async () => {
    const minutes = upwards(-300, 30);
    const list = itemsAt(...minutes.map((minute) => ((minute * 7919) % 331) - 300));
    const { readPage, read } = served(list, 100);
    expect(idsOf(await newestOf(readPage, SINCE))).toEqual(wanted(list));
    expect(new Set(read)).toEqual(new Set([1, 2, 3, 4]));
  });

  it('is not led astray by a first page of one moment: the newest may be at the end all the same', async () => {
    const imported = Array.from({ length: 30 }, () => -400);
    const list = itemsAt(...imported, ...upwards(-20, 5));
    const { readPage } = served(list, 10);
    expect(idsOf(await newestOf(readPage, SINCE))).toEqual(wanted(list));
  });

  it('does not take a few items for an order', async () => {
    const list = itemsAt(-400, 1, 2, -300);
    expect(idsOf(await newestOf(served(list, 1).readPage, SINCE))).toEqual(wanted(list));
  });

  it('does not take two ends of one moment for an order', async () => {
    const old = Array.from({ length: 10 }, () => -400);
    const list = itemsAt(...old, ...upwards(-20, 5), ...old);
    expect(idsOf(await newestOf(served(list, 10).readPage, SINCE))).toEqual(wanted(list));
  });

  it('reads a list whole that is all of one moment, or without times', async () => {
    const same = itemsAt(...Array.from({ length: 25 }, () => 1));
    expect(await newestOf(served(same, 10).readPage, SINCE)).toHaveLength(25);
    const undated = Array.from({ length: 25 }, (_, index): Item => ({ id: String(index) }));
    expect(await newestOf(served(undated, 10).readPage, SINCE)).toHaveLength(25);
  });

  it('finds what lies behind an entry without a time', async () => {
    const list = itemsAt(...upwards(-200, 25).toReversed());
    list.splice(15, 0, { id: 'undated' });
    expect(idsOf(await newestOf(served(list, 10).readPage, SINCE))).toEqual(wanted(list));
  });

  it('allows for times that stray by some minutes from the order', async () => {
    const strayed = upwards(-500, 25).map((minute) => minute + ((minute * 7) % 5) - 2);
    const list = itemsAt(...strayed.toReversed());
    const { readPage, read } = served(list, 10);
    expect(idsOf(await newestOf(readPage, SINCE))).toEqual(wanted(list));
    expect(read.length).toBeLessThan(8);
  });

  it('reads on when the order breaks further down', async () => {
    const old = upwards(-300, -250).toReversed();
    const list = itemsAt(...upwards(-4, 25).toReversed(), ...upwards(10, 16), ...old, ...upwards(3, 8), ...old);
    expect(idsOf(await newestOf(served(list, 10).readPage, SINCE))).toEqual(wanted(list));
  });

  it('gets along with smaller pages than it asked for', async () => {
    const list = itemsAt(...upwards(-500, 25).toReversed());
    const { readPage } = served(list, 10);
    const boasting = async (page: number) => ({ ...(await readPage(page)), size: 100 });
    expect(idsOf(await newestOf(boasting, SINCE))).toEqual(wanted(list));
  });

  it('misses nothing in a list that grows at its head, and names nothing twice', async () => {
    const list = itemsAt(...upwards(-200, 45).toReversed());
    const expected = wanted(list);
    let late = 0;
    const grow = (now: Item[]) => {
      for (let count = 0; count < 4; count += 1) {
        late += 1;
        now.unshift({ id: `late-${late}`, createdAt: SINCE + 100 * MINUTE + late });
      }
    };
    const found = await newestOf(served(list, 10, grow).readPage, SINCE);
    expect(idsOf(found)).toEqual(expect.arrayContaining(expected));
    expect(new Set(idsOf(found)).size).toBe(found.length);
  });

  it('follows a list that grows at its head to where its end has moved', async () => {
    const list = itemsAt(...upwards(0, 29).toReversed());
    const expected = wanted(list);
    const grow = (now: Item[], reads: number) => now.unshift({ id: `late-${reads}`, createdAt: SINCE + 100 * MINUTE });
    expect(idsOf(await newestOf(served(list, 10, grow).readPage, SINCE))).toEqual(expect.arrayContaining(expected));
  });

  it('misses nothing in a list that grows at its end', async () => {
    const list = itemsAt(...upwards(-200, 45));
    const expected = wanted(list);
    const grow = (now: Item[], reads: number) => now.push({ id: `late-${reads}`, createdAt: SINCE + 100 * MINUTE });
    expect(idsOf(await newestOf(served(list, 10, grow).readPage, SINCE))).toEqual(expect.arrayContaining(expected));
  });

  it('begins again when the list lost an entry meanwhile', async () => {
    const list = itemsAt(...upwards(-200, 45).toReversed());
    // After the first page is read its first entry goes, and with it every page moves up by one.
    const shrink = (now: Item[], reads: number) => reads === 2 && now.shift();
    const { readPage, read } = served(list, 10, shrink);
    const found = await newestOf(readPage, SINCE);
    expect(idsOf(found)).toEqual(wanted(list));
    expect(read.filter((page) => page === 1)).toHaveLength(2);
  });

  it('gives up on a list that keeps losing entries', async () => {
    const { readPage } = served(itemsAt(...upwards(-200, 45)), 10, (now) => now.pop());
    await expect(newestOf(readPage, SINCE)).rejects.toEqual(PROTOCOL);
  });

  it('gives up on a list that is too long to read, instead of answering with a part of it', async () => {
    const { readPage, read } = served(itemsAt(...upwards(0, 600).toReversed()), 10);
    await expect(newestOf(readPage, SINCE)).rejects.toEqual(PROTOCOL);
    expect(read).toHaveLength(50);
  });

  it('does not mind how long a list is of which it needs but one end', async () => {
    const list = itemsAt(...upwards(-90_000, 3).toReversed());
    const { readPage, read } = served(list, 10);
    expect(await newestOf(readPage, SINCE)).toHaveLength(4);
    expect(read).toHaveLength(2);
  });

  it('gives up on a server that always answers the same page, or one page twice', async () => {
    const list = itemsAt(...upwards(-100, 25).toReversed());
    await expect(newestOf(() => served(list, 10).readPage(1), SINCE)).rejects.toEqual(PROTOCOL);
    const undated = list.map(({ id }): Item => ({ id }));
    const twice = (page: number) => served(undated, 10).readPage(page === 4 ? 3 : page);
    await expect(newestOf(twice, SINCE)).rejects.toEqual(PROTOCOL);
  });

  it('gives up on a server that answers too short a page', async () => {
    const { readPage } = served(itemsAt(...upwards(-100, 45).toReversed()), 10);
    const short = async (page: number) => {
      const answer = await readPage(page);
      return page === 3 ? { ...answer, items: answer.items.slice(1) } : answer;
    };
    await expect(newestOf(short, SINCE)).rejects.toEqual(PROTOCOL);
  });

  it('gives up on a list that holds fewer entries than it says', async () => {
    const { readPage } = served(itemsAt(...upwards(-5, 5).toReversed()), 10);
    const lying = async (page: number) => ({ ...(await readPage(page)), total: 40 });
    await expect(newestOf(lying, SINCE)).rejects.toEqual(PROTOCOL);
    const hollow = async (page: number) => ({ items: [] as Item[], total: 5, page, size: 10 });
    await expect(newestOf(hollow, SINCE)).rejects.toEqual(PROTOCOL);
  });

  it('finds every entry that was there all along, in whatever order, however the list grows or shrinks meanwhile', async () => {
    const minutes = fc.array(fc.integer({ min: -40, max: 40 }), { maxLength: 90 });
    const orders = fc.constantFrom('newest', 'oldest', 'none', 'nearly');
    const changes = fc.array(fc.constantFrom('head', 'end', 'within', 'lose', 'still', 'still', 'still'), {
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(minutes, orders, fc.integer({ min: 1, max: 24 }), changes, async (times, order, size, plan) => {
        const list = itemsAt(...times);
        if (order === 'newest') list.sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
        if (order === 'oldest') list.sort((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0));
        if (order === 'nearly') list.sort((a, b) => near(b) - near(a));
        const lasting = new Set(wanted(list));
        const { readPage } = served(list, size, (now, reads) => {
          const added = { id: `late-${reads}`, createdAt: SINCE + 41 * MINUTE };
          // Entries come where the order has them; only a list without one takes them anywhere.
          if (plan[reads] === 'head' && order !== 'oldest') now.unshift(added);
          if (plan[reads] === 'end' && order === 'oldest') now.push(added);
          if (plan[reads] === 'within' && order === 'none') now.splice(reads % (now.length + 1), 0, added);
          if (plan[reads] === 'lose') for (const { id } of now.splice(reads % (now.length + 1), 1)) lasting.delete(id);
        });
        const found = await newestOf(readPage, SINCE).catch((thrown) => thrown);
        if (found instanceof Error) expect(found).toEqual(PROTOCOL);
        else expect(idsOf(found)).toEqual(expect.arrayContaining([...lasting]));
      }),
      { numRuns: 1500 },
    );
  });
});

/** A moment within two minutes of the item's own. */
function near({ id, createdAt = 0 }: Item): number {
  return createdAt + ((id.length * 37) % 3) * MINUTE;
}
