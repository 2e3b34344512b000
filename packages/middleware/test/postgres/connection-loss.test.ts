import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { expectBooksAgree } from '../expect-books-agree.ts';
import { openWay } from '../open-way.ts';
import { cartOf, type Shop, startShop } from '../start-shop.ts';

/** Longer than any patience of the database layer, ms. */
const TEN_SECONDS = 10_000;

/** A shop whose second server reaches the database by a way that can be cut. */
async function startCuttable() {
  const shop = await startShop({ timeoutMs: 2000, timing: { wait: 1000, lease: 5000 } });
  const way = await openWay(shop.database);
  const cut = await shop.another({ database: way.url, recoverEvery: 200 });
  return { shop, way, cut };
}

/** Buys, and bears with being told that it did not work just now, as a shop's queue does. */
async function buy(client: Shop['client'], id: string, codes: string[]): Promise<string> {
  const until = Date.now() + 60_000;
  for (let step = 'reserve'; ; await sleep(200)) {
    try {
      if (step === 'reserve') await client.reserve(id, { cart: cartOf(30_000), codes });
      step = 'commit';
      const { state } = await client.commit(id);
      if (state === 'committed') return state;
    } catch (thrown) {
      const { code } = thrown as { code: string };
      if (!['INTERNAL', 'NETWORK'].includes(code) || Date.now() > until) return code;
    }
  }
}

describe('a connection to the database that is lost for ten seconds', { timeout: 120_000 }, () => {
  it('loses no order and spends nothing twice', async () => {
    const { shop, way, cut } = await startCuttable();
    const codes = await Promise.all(Array.from({ length: 24 }, (_, index) => shop.newGift(40_000 + index * 100)));
    shop.proxy.faults = () => ({ delay: 30 });
    const buying = codes.map(async (code, index) => {
      await sleep(index * 60);
      return buy(cut.client, `o${index}`, [code]);
    });
    await sleep(500);
    await way.cut();
    await sleep(TEN_SECONDS);
    await way.mend();

    expect(await Promise.all(buying)).toEqual(codes.map(() => 'committed'));
    await shop.recovered();
    const books = await shop.books();
    expect(books.activations).toHaveLength(codes.length);
    await expectBooksAgree(shop.journal, books);
  });

  it('has the other server finish what was begun', async () => {
    const { shop, way, cut } = await startCuttable();
    const code = await shop.newGift(50_000);
    await cut.client.reserve('o1', { cart: cartOf(30_000), codes: [code] });
    const held = shop.proxy.hold('activate', 'after');
    const committing = cut.client.commit('o1').catch(() => {});
    await held.reached;
    await way.cut();
    held.release();
    await sleep(TEN_SECONDS);
    await shop.recovered();
    expect(await shop.client.order('o1')).toMatchObject({
      state: 'committed',
      gifts: [{ remainder: { amount: 20_000 } }],
    });
    await way.mend();
    await committing;
    expect(await cut.client.commit('o1')).toMatchObject({ state: 'committed' });
    expect(shop.proxy.count('activate')).toBe(1);
    await expectBooksAgree(shop.journal, await shop.books());
  });
});
