import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '@checkout-perks/test-kit/seeded-random';
import { describe, expect, it } from 'vitest';
import { expectBooksAgree } from './expect-books-agree.ts';
import type { Call } from './faulty-proxy.ts';
import { runShop, type ShopProcess } from './run-shop.ts';
import { cartOf, type Shop, startShop, withShop } from './start-shop.ts';

const KILLS = 24;

async function started(shop: Shop): Promise<ShopProcess> {
  const child = await runShop(shop);
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
  await shop.leasesEnd();
  const next = await started(shop);
  await next.settled();
  const books = await shop.books();
  await expectBooksAgree(shop.journal, books);
  expect(books.activations.map((one) => one.code)).toEqual([code]);
  const order = await next.client.order('o1');
  expect(order).toMatchObject({ state: 'committed', gifts: [{ remainder: { amount: 20_000, status: 'issued' } }] });
  expect(await next.client.commit('o1')).toEqual(order);
  return [shop.proxy.count('activate'), shop.proxy.count('generate')];
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

      await shop.leasesEnd();
      const next = await started(shop);
      await next.settled();
      expect(await shop.client.order('o1')).toMatchObject({
        state: 'declined',
        returned: [{ amount: 50_000, status: 'issued' }],
      });
      expect(shop.proxy.count('generate')).toBe(1);
      await expectBooksAgree(shop.journal, await shop.books());
    }));
});

describe('a middleware that is killed', () => {
  it('at any moment, twenty-four times over, loses nothing and spends nothing twice', {
    timeout: 600_000,
  }, async () => {
    const random = seededRandom();
    const shop = await startShop({ timing: { reserveFor: 2 ** 31 - 1 } });
    // Bought before, because a code that somebody else has issued meanwhile could be taken for one of ours.
    const carts: string[][] = [];
    for (let cart = 0; cart < KILLS * 4; cart += 1) {
      carts.push([await shop.newGift(50_000), await shop.newGift(10_000 + random.whole(0, 4) * 1000)]);
    }
    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = await started(shop);
      const own = carts.splice(0, 4).map((codes, index) => ({ id: `o${kill}-${index}`, codes }));
      // Half of them are killed when they are reserved already, so that there is something to lose.
      for (const { id, codes } of own.slice(0, 2)) await reserve(child, id, codes);
      const struck = afterCalls(shop, random.whole(1, 36));
      const buying = own.map(async ({ id, codes }, index) => {
        if (index >= 2) await reserve(child, id, codes);
        await child.client.commit(id);
        if (index % 2 === 1) await child.client.refund(id);
      });
      await Promise.race([struck, Promise.allSettled(buying)]);
      // Time: the kill may come at any moment, this only spreads the moments.
      await sleep(random.whole(0, 12));
      await child.kill();
      await Promise.allSettled(buying);
      await shop.leasesEnd();
    }
    shop.proxy.faults = () => undefined;

    const last = await started(shop);
    await last.settled();
    const ended = await shop.journal.read.selectFrom('perks_order').select(['id', 'state']).execute();
    const first = ended.filter(({ id }) => /-[01]$/.test(id));
    expect(first).toHaveLength(KILLS * 2);
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

function reserve({ client }: ShopProcess, id: string, codes: string[]): Promise<unknown> {
  return client.reserve(id, { cart: cartOf(55_000), codes });
}
