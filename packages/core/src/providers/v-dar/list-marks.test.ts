import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { servedList } from '../../../test/served-list.ts';
import { createListMarks } from './list-marks.ts';

interface Item {
  id: string;
  createdAt?: number;
}

const SECOND = 1000;
const PROTOCOL = expect.objectContaining({ code: 'PROVIDER_PROTOCOL' });

/** Entries of these numbers, one each second; a list has the newest first. */
const itemsOf = (from: number, to: number): Item[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => itemOf(from + index)).toReversed();
const itemOf = (number: number): Item => ({ id: `#${number}`, createdAt: number * SECOND });
const idsOf = (items: readonly Item[]) => items.map(({ id }) => id).toSorted();

describe('createListMarks', () => {
  it('marks with one request, and finds what came after with as many as its pages', async () => {
    const list = itemsOf(1, 5000);
    const { readPage, read } = servedList(list);
    const marks = createListMarks(readPage);
    const mark = await marks.mark();
    expect(read).toEqual(['1/20']);
    list.unshift(...itemsOf(5001, 5250));
    expect(idsOf(await marks.after(mark))).toEqual(idsOf(itemsOf(5001, 5250)));
    expect(read.slice(1)).toEqual(['1/100', '2/100', '3/100']);
  });

  it('does the same for a list of the oldest first, from its end', async () => {
    const list = itemsOf(1, 5000).toReversed();
    const { readPage, read } = servedList(list);
    const marks = createListMarks(readPage);
    const mark = await marks.mark();
    expect(read).toEqual(['1/20', '250/20']);
    list.push(...itemsOf(5001, 5150).toReversed());
    expect(idsOf(await marks.after(mark))).toEqual(idsOf(itemsOf(5001, 5150)));
    expect(read.slice(2)).toEqual(['1/100', '52/100', '51/100', '50/100']);
  });

  it('finds nothing where nothing came after', async () => {
    for (const length of [0, 1, 20, 21, 150]) {
      const marks = createListMarks(servedList(itemsOf(1, length)).readPage);
      expect(await marks.after(await marks.mark())).toEqual([]);
    }
  });

  it('finds everything in a list that was empty or short', async () => {
    for (const before of [0, 1, 20]) {
      const list = itemsOf(1, before);
      const marks = createListMarks(servedList(list).readPage);
      const mark = await marks.mark();
      list.unshift(...itemsOf(before + 1, 2000));
      expect(idsOf(await marks.after(mark))).toEqual(idsOf(itemsOf(before + 1, 2000)));
    }
  });

  it('needs no clock: times may stand still, run backwards or be hours off', async () => {
    const list = itemsOf(1, 500);
    const marks = createListMarks(servedList(list).readPage);
    const mark = await marks.mark();
    const times = [500, 500, 500, -90_000, 500, 90_000, undefined];
    const fresh = times.map((time, index): Item => {
      return { id: `new-${index}`, ...(time === undefined ? {} : { createdAt: time * SECOND }) };
    });
    list.unshift(...fresh);
    expect(idsOf(await marks.after(mark))).toEqual(idsOf(fresh));
  });

  it('marks a list whose newest entries are all of one moment by looking at its other end once', async () => {
    const burst = Array.from({ length: 300 }, (_, index): Item => ({ id: `b${index}`, createdAt: 9999 * SECOND }));
    const list = [...burst, ...itemsOf(1, 500)];
    const { readPage, read } = servedList(list);
    const marks = createListMarks(readPage);
    await marks.mark();
    expect(read).toEqual(['1/20', '40/20']);
    const mark = await marks.mark();
    expect(read.slice(2)).toEqual(['1/20']);
    list.unshift(itemOf(10_000));
    expect(await marks.after(mark)).toEqual([itemOf(10_000)]);
  });

  it('marks a list without an order whole', async () => {
    const list = itemsOf(1, 331).map((_, index) => itemOf((index * 7919) % 331));
    const { readPage } = servedList(list);
    const marks = createListMarks(readPage);
    const mark = await marks.mark();
    list.splice(123, 0, itemOf(1000));
    list.splice(7, 0, itemOf(1001));
    expect(idsOf(await marks.after(mark))).toEqual(['#1000', '#1001']);
  });

  it('is not misled by a list that grows while it is read, and names nothing twice', async () => {
    const list = itemsOf(1, 400);
    const { readPage } = servedList(list, {
      afterRead: (now, reads) => now.unshift(itemOf(1000 + reads), itemOf(2000 + reads)),
    });
    const marks = createListMarks(readPage);
    const mark = await marks.mark();
    const sought = itemsOf(500, 900);
    list.unshift(...sought);
    const found = idsOf(await marks.after(mark));
    expect(found).toEqual(expect.arrayContaining(idsOf(sought)));
    expect(found).not.toContain('#400');
    expect(new Set(found).size).toBe(found.length);
  });

  it('begins again when the list lost an entry while it was read', async () => {
    const list = itemsOf(1, 600);
    const state = { lose: false };
    const { readPage, read } = servedList(list, {
      afterRead: (now) => {
        if (state.lose) now.shift();
        state.lose = false;
      },
    });
    const marks = createListMarks(readPage);
    const mark = await marks.mark();
    list.unshift(...itemsOf(601, 850));
    state.lose = true;
    expect(idsOf(await marks.after(mark))).toEqual(idsOf(itemsOf(601, 849)));
    expect(read.filter((page) => page === '1/100')).toHaveLength(2);
  });

  it('gets along without some of the entries of the mark', async () => {
    const list = itemsOf(1, 600);
    const marks = createListMarks(servedList(list).readPage);
    const mark = await marks.mark();
    list.splice(0, 19);
    list.unshift(...itemsOf(601, 750));
    expect(idsOf(await marks.after(mark))).toEqual(idsOf(itemsOf(601, 750)));
  });

  it('concludes nothing when every entry of the mark is gone', async () => {
    const list = itemsOf(1, 600);
    const marks = createListMarks(servedList(list).readPage);
    const mark = await marks.mark();
    list.splice(0, 600, ...itemsOf(601, 750));
    await expect(marks.after(mark)).rejects.toEqual(PROTOCOL);
  });

  it('leaves nothing out where equal times are shown in any order, and may then name older ones too', async () => {
    const at = (id: string): Item => ({ id, createdAt: 700 * SECOND });
    const tied = Array.from({ length: 40 }, (_, index) => at(`tied-${index}`));
    const list = [...tied, ...itemsOf(1, 300)];
    const marks = createListMarks(servedList(list).readPage);
    const mark = await marks.mark();
    // The new ones of that very second stand amid and behind those of the mark.
    list.splice(
      0,
      40,
      at('new-1'),
      ...tied.slice(0, 10),
      at('new-2'),
      ...tied.slice(10, 30),
      at('new-3'),
      ...tied.slice(30),
    );
    const found = idsOf(await marks.after(mark));
    expect(found).toEqual(expect.arrayContaining(['new-1', 'new-2', 'new-3']));
    expect(found.some((id) => JSON.parse(mark).ids.includes(id))).toBe(false);
  });

  it('reads on to new ones that equal times have put on the page behind the mark', async () => {
    const at = (id: string): Item => ({ id, createdAt: 700 * SECOND });
    const tied = Array.from({ length: 12 }, (_, index) => at(`tied-${index}`));
    const list = [...tied, ...itemsOf(1, 300)];
    const marks = createListMarks(servedList(list, { largest: 12 }).readPage);
    const mark = await marks.mark();
    list.splice(12, 0, at('new-1'));
    expect(idsOf(await marks.after(mark))).toContain('new-1');
  });

  it('reads again where a page showed once more what was on the one before', async () => {
    const list = itemsOf(1, 600);
    const { readPage } = servedList(list);
    let glitches = 1;
    const marks = createListMarks((page: number, size: number) => {
      const glitch = page === 2 && glitches > 0;
      if (glitch) glitches -= 1;
      return readPage(glitch ? 1 : page, size);
    });
    const mark = await marks.mark();
    list.unshift(...itemsOf(601, 950));
    expect(idsOf(await marks.after(mark))).toEqual(idsOf(itemsOf(601, 950)));
  });

  it('gives up on a list that keeps losing entries, or shows one page for all', async () => {
    const losing = itemsOf(1, 600);
    const marks = createListMarks(servedList(losing, { afterRead: (now) => now.pop() }).readPage);
    const mark = await marks.mark();
    losing.unshift(...itemsOf(601, 850));
    await expect(marks.after(mark)).rejects.toEqual(PROTOCOL);

    const stuck = itemsOf(1, 600);
    const { readPage } = servedList(stuck);
    const same = createListMarks((_: number, size: number) => readPage(1, size));
    const before = await same.mark();
    stuck.unshift(...itemsOf(601, 850));
    await expect(same.after(before)).rejects.toEqual(PROTOCOL);
  });

  it('gives up on too short a page, and on fewer entries than the list says to have', async () => {
    const list = itemsOf(1, 600);
    const { readPage } = servedList(list);
    const short = createListMarks(async (page: number, size: number) => {
      const answer = await readPage(page, size);
      return page === 2 ? { ...answer, items: answer.items.slice(1) } : answer;
    });
    const mark = await short.mark();
    list.unshift(...itemsOf(601, 850));
    await expect(short.after(mark)).rejects.toEqual(PROTOCOL);

    const lying = createListMarks(async (page: number, size: number) => ({
      ...(await readPage(page, size)),
      total: 9000,
    }));
    await expect(lying.after(mark)).rejects.toEqual(PROTOCOL);
    const hollow = createListMarks(async () => ({ items: [] as Item[], total: 5, page: 1, size: 10 }));
    await expect(hollow.mark()).rejects.toEqual(PROTOCOL);
    await expect(hollow.after(mark)).rejects.toEqual(PROTOCOL);
  });

  it('gives up on what is further than a hundred thousand entries away', async () => {
    const { readPage, read } = servedList(itemsOf(1, 120_000));
    const marks = createListMarks(readPage);
    const mark = JSON.stringify({ order: 'newestFirst', total: 10, ids: ['#10'] });
    await expect(marks.after(mark)).rejects.toEqual(PROTOCOL);
    expect(read).toHaveLength(1000);
  });

  it('gets along with smaller pages than it asks for', async () => {
    const list = itemsOf(1, 400);
    const { readPage } = servedList(list, { largest: 9 });
    const marks = createListMarks(readPage);
    const mark = await marks.mark();
    list.unshift(...itemsOf(401, 450));
    expect(idsOf(await marks.after(mark))).toEqual(idsOf(itemsOf(401, 450)));
  });

  it('leaves nothing out, in whatever order, however the list grows or shrinks, and in a still one names no other', async () => {
    const seconds = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 120 });
    const order = fc.constantFrom('newest', 'oldest', 'none');
    const events = fc.array(fc.constantFrom('add', 'lose', 'still', 'still', 'still'), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        seconds,
        seconds,
        order,
        fc.integer({ min: 1, max: 24 }),
        events,
        async (old, fresh, way, largest, plan) => {
          const list = old.map((second, index): Item => ({ id: `old-${index}`, createdAt: second * SECOND }));
          if (way !== 'none')
            list.sort((a, b) => ((b.createdAt ?? 0) - (a.createdAt ?? 0)) * (way === 'newest' ? 1 : -1));
          const add = (item: Item, now: Item[]) => {
            if (way === 'newest') now.unshift(item);
            else if (way === 'oldest') now.push(item);
            else now.splice((item.createdAt ?? 0) % (now.length + 1), 0, item);
          };
          const lasting = new Set<string>();
          let moved = false;
          let running = false;
          const afterRead = (now: Item[], reads: number) => {
            if (!running) return;
            if (plan[reads] === 'add') add({ id: `late-${reads}`, createdAt: 200 * SECOND }, now);
            if (plan[reads] === 'lose')
              for (const { id } of now.splice(reads % (now.length + 1), 1)) lasting.delete(id);
            moved ||= plan[reads] === 'add' || plan[reads] === 'lose';
          };
          const marks = createListMarks(servedList(list, { largest, afterRead }).readPage);
          const mark = await marks.mark();
          for (const [index, second] of fresh.entries()) {
            const item = { id: `new-${index}`, createdAt: (60 + second) * SECOND };
            add(item, list);
            lasting.add(item.id);
          }
          running = true;
          const found = await marks.after(mark).catch((thrown) => thrown);
          if (found instanceof Error) {
            expect(moved).toBe(true);
            expect(found).toEqual(PROTOCOL);
          } else {
            expect(idsOf(found)).toEqual(expect.arrayContaining([...lasting]));
            if (!moved) expect(idsOf(found)).toEqual([...lasting].toSorted());
          }
        },
      ),
      { numRuns: 1500 },
    );
  });
});
