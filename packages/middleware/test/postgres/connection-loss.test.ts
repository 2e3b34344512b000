import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '@checkout-perks/test-kit/until';
import { describe, expect, it } from 'vitest';
import { expectBooksAgree } from '../expect-books-agree.ts';
import { openWay } from '../open-way.ts';
import { cartOf, type Shop, startShop } from '../start-shop.ts';

/** Longer than any lease and any grace, ms. */
const LONG = 300_000;

/** A shop whose second server reaches the database by a way that can be cut. */
async function startCuttable() {
  // What got lost is asked for after the grace, which is over when the database is back.
  const shop = await startShop({ timeoutMs: 8000, timing: { wait: 1000 } });
  const way = await openWay(shop.database);
  const cut = await shop.another({ database: way.url, recoverEvery: 200 });
  return { shop, way, cut };
}

/** Buys, and bears with being told that it did not work just now, as a shop's queue does. */
async function buy(client: Shop['client'], id: string, codes: string[], failed: () => void): Promise<string> {
  for (let step = 'reserve'; ; await sleep(50)) {
    try {
      if (step === 'reserve') await client.reserve(id, { cart: cartOf(30_000), codes });
      step = 'commit';
      const { state } = await client.commit(id);
      if (state === 'committed') return state;
    } catch (thrown) {
      const { code } = thrown as { code: string };
      if (!['INTERNAL', 'NETWORK'].includes(code)) return code;
      failed();
    }
  }
}

describe('a connection to the database that is lost for longer than it is waited for', () => {
  it('loses no order and spends nothing twice', async () => {
    const { shop, way, cut } = await startCuttable();
    const codes = await Promise.all(Array.from({ length: 24 }, (_, index) => shop.newGift(40_000 + index * 100)));
    shop.proxy.faults = () => ({ delay: 30 });
    let failures = 0;
    const buyAll = (some: readonly string[]) =>
      some.map((code) => {
        return buy(cut.client, `o${codes.indexOf(code)}`, [code], () => {
          failures += 1;
        });
      });
    const before = buyAll(codes.slice(0, 12));
    await until(() => shop.proxy.count('activate') >= 3);
    await way.cut();
    const meanwhile = buyAll(codes.slice(12));
    // The database layer has given up.
    await until(() => failures > 0);
    await way.mend();

    expect(await Promise.all([...before, ...meanwhile])).toEqual(codes.map(() => 'committed'));
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
    await shop.proxy.idle();
    shop.time.ahead += LONG;
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
