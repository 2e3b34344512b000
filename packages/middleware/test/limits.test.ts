import { setTimeout as sleep } from 'node:timers/promises';
import type { PerksProblem } from '@checkout-perks/core/client';
import { seededRandom } from '@checkout-perks/test-kit/seeded-random';
import { describe, expect, it } from 'vitest';
import { expectBooksAgree } from './expect-books-agree.ts';
import { runShop, type ShopProcess } from './run-shop.ts';
import { cartOf, type Shop, startShop } from './start-shop.ts';

/** Three processes on one journal and one issuer. */
async function threeProcesses(shop: Shop): Promise<ShopProcess[]> {
  const processes = await Promise.all([0, 1, 2].map(() => runShop(shop)));
  for (const { kill } of processes) shop.onClose(kill);
  return processes;
}

/**
 * Many shoppers at the same time, each with an order of their own. Who is told that a provider could not be asked, or gets no
 * answer, tries again, as shoppers do.
 *
 * @returns What became of each
 */
async function race(
  processes: readonly ShopProcess[],
  shoppers: number,
  codes: readonly string[],
  customer: (index: number) => { customer?: string } = () => ({}),
): Promise<string[]> {
  const random = seededRandom();
  const buy = async (index: number): Promise<string> => {
    const { client } = processes[index % processes.length] as ShopProcess;
    const again = processes[(index + 1) % processes.length] as ShopProcess;
    for (;;) {
      try {
        await client.reserve(`o${index}`, { cart: cartOf(50_000), codes: [...codes], ...customer(index) });
        const [{ state }] = await Promise.all([client.commit(`o${index}`), again.client.commit(`o${index}`)]);
        if (state !== 'committing') return state;
      } catch (thrown) {
        const { code, quote } = thrown as PerksProblem;
        const unavailable = quote?.codes.some(({ reason }) => reason === 'discount_code_unavailable');
        if (!unavailable && code !== 'NETWORK') return code;
      }
      await sleep(random.whole(10, 100));
    }
  };
  return Promise.all(Array.from({ length: shoppers }, (_, index) => buy(index)));
}

function countOf(outcomes: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

describe('three processes that sell at the same time', { timeout: 600_000 }, () => {
  it.each([
    [1, 40],
    [7, 60],
    [100, 140],
  ])('sell a promo limited to %i uses just so often', async (limit, shoppers) => {
    const shop = await startShop({ perks: ['gift', 'promo'] });
    const code = `SALE${limit}`;
    await shop.newPromo({ code, quantity_limit_is_enabled: true, quantity_limit: limit });
    const outcomes = await race(await threeProcesses(shop), shoppers, [code]);
    expect(countOf(outcomes)).toEqual({ committed: limit, PERK_REJECTED: shoppers - limit });
    const uses = await shop.journal.read.selectFrom('perks_promo_use').select('state').execute();
    expect(countOf(uses.map(({ state }) => state))).toEqual({ final: limit });
  });

  it('sell a promo that is good once for each person once to each', async () => {
    const shop = await startShop({ perks: ['gift', 'promo'] });
    await shop.newPromo({ code: 'FIRST', personal_limit_is_enabled: true });
    const customer = (index: number) => ({ customer: `customer-${index % 10}` });
    const outcomes = await race(await threeProcesses(shop), 60, ['FIRST'], customer);
    expect(countOf(outcomes)).toEqual({ committed: 10, PERK_REJECTED: 50 });
  });

  it('give back the use of an order that is let go, to one other', async () => {
    const shop = await startShop({ perks: ['gift', 'promo'] });
    await shop.newPromo({ code: 'ONE', quantity_limit_is_enabled: true, quantity_limit: 1 });
    const [one] = (await threeProcesses(shop)) as [ShopProcess, ...ShopProcess[]];
    await one.client.reserve('held', { cart: cartOf(50_000), codes: ['ONE'] });
    expect(countOf(await race([one], 10, ['ONE']))).toEqual({ PERK_REJECTED: 10 });
    await one.client.cancel('held');
    await one.client.reserve('next', { cart: cartOf(50_000), codes: ['ONE'] });
    expect(await one.client.commit('next')).toMatchObject({ state: 'committed', promos: [{ code: 'ONE' }] });
  });

  it('sell one gift code to one of five hundred shoppers', async () => {
    const shop = await startShop();
    const code = await shop.newGift(50_000);
    const outcomes = await race(await threeProcesses(shop), 500, [code]);
    const counts = countOf(outcomes);
    expect(counts.committed).toBe(1);
    const refusals = ['ORDER_DECLINED', 'PERK_IN_USE', 'PERK_REJECTED'];
    expect(Object.keys(counts).filter((outcome) => outcome !== 'committed' && !refusals.includes(outcome))).toEqual([]);
    const books = await shop.books();
    expect(books.activations).toHaveLength(1);
    await expectBooksAgree(shop.journal, books);
  });
});
