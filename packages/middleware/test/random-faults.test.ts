import { seededRandom } from '@checkout-perks/test-kit/seeded-random';
import { describe, expect, it } from 'vitest';
import { expectBooksAgree } from './expect-books-agree.ts';
import type { Call, Fault } from './faulty-proxy.ts';
import { cartOf, startShop } from './start-shop.ts';

const FAULTS: [Fault, ...Fault[]] = [
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

describe('a provider that fails at random', () => {
  it('costs nobody anything', { timeout: 600_000 }, async () => {
    const random = seededRandom();
    const shop = await startShop({ timing: { wait: 300 } });
    const other = await shop.another();
    const ids = Array.from({ length: 16 }, (_, index) => `o${index}`);
    for (const id of ids) {
      const codes = [await shop.newGift(50_000), await shop.newGift(20_000 + random.whole(0, 3) * 1000)];
      await shop.client.reserve(id, { cart: cartOf(65_000), codes });
    }

    const others = (index: number) => (index % 2 ? shop.client : other.client);
    let left = 0;
    const faults = (call: Call): Fault | undefined => {
      if (left === 0 || !random.chance(0.35)) return undefined;
      left -= 1;
      const fault = random.pick(FAULTS);
      // A refusal of a new code is no refusal of a code.
      return typeof fault === 'object' && 'status' in fault && call !== 'activate' ? { status: 402 } : fault;
    };
    /** Asks both instances at once, and has every order end while the provider fails so many times. */
    const underFaults = async (verb: 'commit' | 'refund', orders: readonly string[]) => {
      left = 100;
      shop.proxy.faults = faults;
      await Promise.all(
        orders.map((id, index) =>
          others(index)
            [verb](id)
            .catch(() => {}),
        ),
      );
      await shop.recovered();
      shop.proxy.faults = () => undefined;
      await expectBooksAgree(shop.journal, await shop.books());
    };
    const inState = async (state: 'committed' | 'refunded') => {
      const orders = shop.journal.read.selectFrom('perks_order').select('id').where('state', '=', state);
      return (await orders.execute()).map(({ id }) => id).toSorted();
    };

    await underFaults('commit', ids);
    const committed = await inState('committed');
    expect(committed.length).toBeGreaterThan(0);
    const refunded = committed.slice(0, Math.ceil(committed.length / 2));
    await underFaults('refund', refunded);
    expect(await inState('refunded')).toEqual(refunded);
    const asked = await shop.journal.read.selectFrom('perks_effect').select('question').execute();
    expect(asked.filter(({ question }) => question !== null)).toEqual([]);
  });
});
