import { describe, expect, it } from 'vitest';
import { expectBooksAgree } from './expect-books-agree.ts';
import type { Fault } from './faulty-proxy.ts';
import { cartOf, startShop } from './start-shop.ts';

const FAULTS: readonly Fault[] = [
  'resetBefore',
  'resetAfter',
  'failBefore',
  'failAfter',
  'hangBefore',
  'hangAfter',
  'rubbishAfter',
  'redirect',
  'late',
  { status: 409 },
  { status: 429, headers: { 'retry-after': '0' } },
];

/** A small generator of numbers in [0, 1) (mulberry32), so that a bad run can be had again. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('a provider that fails at random', () => {
  it.each([2])('costs nobody anything: seed %i', { timeout: 90_000 }, async (seed) => {
    const random = seeded(seed);
    const shop = await startShop({ timeoutMs: 400, timing: { wait: 300, lease: 1000, grace: 600 } });
    const other = await shop.another();
    const ids = Array.from({ length: 16 }, (_, index) => `o${index}`);
    for (const id of ids) {
      const codes = [await shop.newGift(50_000), await shop.newGift(20_000 + Math.floor(random() * 4) * 1000)];
      await shop.client.reserve(id, { cart: cartOf(65_000), codes });
    }

    const others = (index: number) => (index % 2 ? shop.client : other.client);
    shop.proxy.faults = (call) => {
      if (random() > 0.35) return undefined;
      const fault = FAULTS[Math.floor(random() * FAULTS.length)];
      // A refusal of a new code is no refusal of a code.
      return typeof fault === 'object' && 'status' in fault && call !== 'activate' ? { status: 402 } : fault;
    };
    const faults = shop.proxy.faults;
    await Promise.all(
      ids.map((id, index) =>
        others(index)
          .commit(id)
          .catch(() => {}),
      ),
    );
    await Promise.all([shop.perks.recover(), other.perks.recover()]);
    shop.proxy.faults = () => undefined;
    await shop.recovered();
    await expectBooksAgree(shop.journal, await shop.books());

    shop.proxy.faults = faults;
    await Promise.all(
      ids.slice(0, 8).map((id, index) =>
        others(index)
          .refund(id)
          .catch(() => {}),
      ),
    );
    await Promise.all([shop.perks.recover(), other.perks.recover()]);
    shop.proxy.faults = () => undefined;
    await shop.recovered();
    await expectBooksAgree(shop.journal, await shop.books());

    const orders = await shop.journal.read.selectFrom('perks_order').select('state').execute();
    const asked = await shop.journal.read.selectFrom('perks_effect').select('question').execute();
    expect(asked.filter(({ question }) => question !== null)).toEqual([]);
    expect(orders.filter(({ state }) => state === 'refunded').length).toBeGreaterThan(0);
  });
});
