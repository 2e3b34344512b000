import { describe, expect, it } from 'vitest';
import type { Call } from './faulty-proxy.ts';
import { goodsOf, loggedIn, type TestMember } from './place-order.ts';
import { runShop, type ShopProcess } from './run-shop.ts';
import { type Shop, withShop } from './start-shop.ts';

const all = { perks: ['gift', 'promo', 'points'] } as const;

type Verb = 'reserve' | 'commit' | 'cancel';

interface Story {
  /** In which verb the process dies. */
  verb: Verb;
  /** In the middle of which call. */
  call: Call;
  when: 'before' | 'after';
  /** Points that the order spends. */
  spend: number;
}

/** Kills the middleware in the middle of a call, starts it anew, and gives the order and the member's books as they end. */
async function killedIn({ verb, call, when, spend }: Story) {
  let end: unknown;
  await withShop(all, async (shop) => {
    const member = await loggedIn(shop, 1000);
    const first = await started(shop);
    const work: Record<Verb, () => Promise<unknown>> = {
      reserve: () => reserve(first, member, spend),
      commit: () => first.client.commit('o1'),
      cancel: () => first.client.cancel('o1'),
    };
    if (verb !== 'reserve') await work.reserve();
    const held = shop.proxy.hold(call, when);
    const working = work[verb]().catch((thrown: { code: string }) => thrown.code);
    await held.reached;
    await first.kill();
    await working;
    held.drop();
    await shop.leasesEnd();

    const next = await started(shop);
    await next.settled();
    if (verb === 'reserve') {
      expect(await reserve(next, member, spend)).toMatchObject({ state: 'reserved' });
      await next.client.commit('o1');
      await next.settled();
    }
    const order = await next.client.order('o1');
    const { balance, operations, holds } = await shop.control.loyalClient.member(member.memberId);
    expect(await shop.journal.read.selectFrom('perks_serial').selectAll().execute()).toEqual([]);
    end = {
      order: [order.state, order.points?.status],
      balance,
      operations: operations.length,
      held: holds.filter(({ state }) => state === 'held').length,
      sent: [shop.proxy.count('hold'), shop.proxy.count('operate')],
    };
  });
  return end;
}

async function started(shop: Shop): Promise<ShopProcess> {
  const child = await runShop(shop);
  shop.onClose(() => child.kill());
  return child;
}

function reserve({ client }: ShopProcess, { session }: TestMember, spend: number) {
  return client.reserve('o1', { cart: goodsOf(100_000), codes: [], loyalty: { session, spend } });
}

const spent = { order: ['committed', 'spent'], balance: 700, operations: 1, held: 0 };
const earned = { order: ['committed', 'earned'], balance: 1100, operations: 1, held: 0 };
const free = { order: ['cancelled', 'released'], balance: 1000, operations: 0, held: 0 };

describe.concurrent('a middleware that is killed', () => {
  it.each<[Story, object]>([
    // Unheld, the commit has one point held for a witness.
    [
      { verb: 'reserve', call: 'hold', when: 'before', spend: 300 },
      { ...spent, sent: [2, 1] },
    ],
    [
      { verb: 'reserve', call: 'hold', when: 'after', spend: 300 },
      { ...spent, sent: [2, 1] },
    ],
    [
      { verb: 'commit', call: 'calculate', when: 'before', spend: 300 },
      { ...spent, sent: [1, 1] },
    ],
    [
      { verb: 'commit', call: 'operate', when: 'before', spend: 300 },
      { ...spent, sent: [1, 2] },
    ],
    [
      { verb: 'commit', call: 'operate', when: 'after', spend: 300 },
      { ...spent, sent: [1, 1] },
    ],
    [
      { verb: 'commit', call: 'hold', when: 'before', spend: 0 },
      { ...earned, sent: [1, 1] },
    ],
    [
      { verb: 'commit', call: 'hold', when: 'after', spend: 0 },
      { ...earned, sent: [1, 1] },
    ],
    [
      { verb: 'commit', call: 'operate', when: 'before', spend: 0 },
      { ...earned, sent: [1, 2] },
    ],
    [
      { verb: 'commit', call: 'operate', when: 'after', spend: 0 },
      { ...earned, sent: [1, 1] },
    ],
    [
      { verb: 'cancel', call: 'release', when: 'before', spend: 300 },
      { ...free, sent: [1, 0] },
    ],
    [
      { verb: 'cancel', call: 'release', when: 'after', spend: 300 },
      { ...free, sent: [1, 0] },
    ],
  ])('in the middle of a call, does each thing once when it is back: %j', async (story, end) => {
    expect(await killedIn(story)).toEqual(end);
  });
});
