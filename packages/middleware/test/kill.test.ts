import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { expectBooksAgree } from './expect-books-agree.ts';
import type { Call } from './faulty-proxy.ts';
import { runShop, type ShopProcess } from './run-shop.ts';
import { cartOf, type Shop, startShop, withShop } from './start-shop.ts';

async function started(shop: Shop, timeoutMs?: number): Promise<ShopProcess> {
  const child = await runShop(shop, timeoutMs === undefined ? {} : { timeoutMs });
  shop.onClose(() => child.kill());
  return child;
}

/** Kills the middleware in the middle of a call to the provider, starts it anew, and says how the order ended. */
async function killedIn(call: Call, when: 'before' | 'after') {
  let sent: number[] = [];
  await withShop({}, async (shop) => {
    sent = await killed(shop, call, when);
  });
  return { sent };
}

async function killed(shop: Shop, call: Call, when: 'before' | 'after'): Promise<number[]> {
  const code = await shop.newGift(50_000);
  const child = await started(shop);
  await child.client.reserve('o1', { cart: cartOf(30_000), codes: [code] });
  const held = shop.proxy.hold(call, when);
  const committing = child.client.commit('o1').catch((thrown: { code: string }) => thrown.code);
  await held.reached;
  await child.kill();
  expect(await committing).toBe('NETWORK');

  held.drop();
  const next = await started(shop);
  await settled(shop);
  const books = await shop.books();
  await expectBooksAgree(shop.journal, books);
  expect(books.activations.map((one) => one.code)).toEqual([code]);
  const order = await next.client.order('o1');
  expect(order).toMatchObject({ state: 'committed', gifts: [{ remainder: { amount: 20_000, status: 'issued' } }] });
  expect(await next.client.commit('o1')).toEqual(order);
  return [shop.proxy.count('activate'), shop.proxy.count('generate')];
}

/** Waits until nobody has anything left to do; the process that runs sees to it by itself. */
async function settled(shop: Shop): Promise<void> {
  const open = shop.journal.read.selectFrom('perks_order').select('id').where('wake_at', 'is not', null);
  while (await open.where('state', '!=', 'reserved').executeTakeFirst()) await sleep(50);
}

describe.concurrent('a middleware that is killed', () => {
  it('before a code is spent, spends it when it is back', async () => {
    expect(await killedIn('activate', 'before')).toEqual({ sent: [2, 1] });
  });

  it('after a code was spent, finds so when it is back', async () => {
    expect(await killedIn('activate', 'after')).toEqual({ sent: [1, 1] });
  });

  it('before a new code is issued, issues it when it is back', async () => {
    expect(await killedIn('generate', 'before')).toEqual({ sent: [1, 2] });
  });

  it('after a new code was issued, finds it when it is back', async () => {
    expect(await killedIn('generate', 'after')).toEqual({ sent: [1, 1] });
  });

  it('before anything was sent, begins anew when it is back', async () => {
    expect(await killedIn('operations', 'before')).toEqual({ sent: [1, 1] });
  });

  it('between the refusal of one code and the return of another, returns it when it is back', () =>
    withShop({}, async (shop) => {
      const codes = [await shop.newGift(50_000), await shop.newGift(20_000)];
      const child = await started(shop);
      await child.client.reserve('o1', { cart: cartOf(60_000), codes });
      shop.proxy.next('activate', { delay: 0 }, { status: 409 });
      const held = shop.proxy.hold('generate', 'after');
      const committing = child.client.commit('o1').catch(() => {});
      await held.reached;
      await child.kill();
      held.drop();
      await committing;

      await started(shop);
      await settled(shop);
      expect(await shop.client.order('o1')).toMatchObject({
        state: 'declined',
        returned: [{ amount: 50_000, status: 'issued' }],
      });
      expect(shop.proxy.count('generate')).toBe(1);
      await expectBooksAgree(shop.journal, await shop.books());
    }));
});

describe('a middleware that is killed', () => {
  it('at any moment, twenty-four times over, loses nothing and spends nothing twice', { timeout: 60_000 }, async () => {
    const shop = await startShop();
    // Bought before, because a code that somebody else has issued meanwhile could be taken for one of ours.
    const carts: string[][] = [];
    for (let cart = 0; cart < 24 * 4; cart += 1) carts.push(await twoCodes(shop));
    let orders = 0;
    for (let kill = 0; kill < 24; kill += 1) {
      const child = await started(shop, 600);
      const struck = afterCalls(shop, 1 + Math.floor(Math.random() * 36));
      const buying = carts.splice(0, 4).map(async (codes) => {
        orders += 1;
        // Most of them never get an answer.
        await buy(child, `o${orders}`, codes, orders % 3 === 0).catch(() => {});
      });
      await Promise.race([struck, sleep(500)]);
      await sleep(Math.random() * 12);
      await child.kill();
      await Promise.all(buying);
    }
    shop.proxy.faults = () => undefined;

    await started(shop);
    await settled(shop);
    const ended = await shop.journal.read.selectFrom('perks_order').select('state').execute();
    // On a busy machine a process hardly gets to work before it is killed.
    expect(ended.length).toBeGreaterThan(12);
    expect(ended.filter(({ state }) => state === 'attention')).toEqual([]);
    await expectBooksAgree(shop.journal, await shop.books());
  });
});

/** Resolves when so many calls have come to the provider, each of which takes a while. */
function afterCalls(shop: Shop, calls: number): Promise<void> {
  let left = calls;
  return new Promise((done) => {
    shop.proxy.faults = () => {
      left -= 1;
      if (left === 0) done();
      return { delay: 5 };
    };
  });
}

/** Two codes, one of an amount that many share. */
async function twoCodes(shop: Shop): Promise<string[]> {
  return [await shop.newGift(50_000), await shop.newGift(10_000 + Math.floor(Math.random() * 5) * 1000)];
}

async function buy({ client }: ShopProcess, id: string, codes: string[], refunded: boolean): Promise<void> {
  await client.reserve(id, { cart: cartOf(55_000), codes });
  await client.commit(id);
  if (refunded) await client.refund(id);
}
