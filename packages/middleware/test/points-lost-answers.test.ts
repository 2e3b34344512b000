import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Fault } from './faulty-proxy.ts';
import { loggedIn, reservePoints, type TestMember } from './place-order.ts';
import { type Shop, type ShopOptions, withShop } from './start-shop.ts';

const quick: ShopOptions = { perks: ['gift', 'promo', 'points'] };

const AFTER: Fault[] = ['resetAfter', 'failAfter', 'hangAfter', 'rubbishAfter', 'late'];
const BEFORE: Fault[] = ['resetBefore', 'failBefore', 'hangBefore', 'redirect'];
const HOUR = 3_600_000;

/** What the loyalty programme's books say. */
async function booksOf(shop: Shop, { memberId }: TestMember) {
  const { balance, free, operations, holds } = await shop.control.loyalClient.member(memberId);
  return {
    balance,
    free,
    spent: operations.map(({ spend }) => spend),
    earned: operations.map(({ earn }) => earn),
    living: holds.filter(({ state }) => state === 'held').length,
  };
}

async function isQuiet(shop: Shop): Promise<void> {
  const { read } = shop.journal;
  expect(await read.selectFrom('perks_serial').selectAll().execute()).toEqual([]);
  const leased = await read.selectFrom('perks_order').select('id').where('lease_owner', 'is not', null).execute();
  expect(leased).toEqual([]);
}

describe.concurrent('points whose hold got no answer', () => {
  it.each<Fault>([...AFTER, ...BEFORE])('are spent all the same, and the hold is not sent again: %j', (fault) =>
    withShop(quick, async (shop) => {
      const member = await loggedIn(shop, 1000);
      shop.proxy.next('hold', fault);
      const order = await reservePoints(shop, 'o1', member, 300);
      expect([order.state, order.points?.status]).toEqual(['reserved', 'unheld']);
      expect(shop.proxy.count('hold')).toBe(1);

      await shop.client.commit('o1');
      await shop.recovered();
      expect(await shop.client.order('o1')).toMatchObject({ state: 'committed', points: { status: 'spent' } });
      expect(await booksOf(shop, member)).toMatchObject({ balance: 700, spent: [300] });
      // A hold that comes later than all this ends by itself.
      shop.time.ahead += HOUR;
      expect(await booksOf(shop, member)).toMatchObject({ free: 700, living: 0 });
      await isQuiet(shop);
    }),
  );

  it('are refused at commit when what nobody can release is in the way, and everything else is undone', () =>
    withShop(quick, async (shop) => {
      const member = await loggedIn(shop, 300);
      const code = await shop.newGift(20_000);
      shop.proxy.next('hold', 'failAfter');
      await reservePoints(shop, 'o1', member, 300, [code]);
      const { status, json } = await shop.call('POST', '/orders/o1/commit');
      expect([status, json.code, json.detail]).toEqual([409, 'ORDER_DECLINED', 'POINTS_EXCEEDED']);
      await shop.recovered();
      expect(await shop.client.order('o1')).toMatchObject({
        state: 'declined',
        returned: [{ amount: 20_000, status: 'issued' }],
      });
      shop.time.ahead += HOUR;
      expect(await booksOf(shop, member)).toMatchObject({ balance: 300, free: 300, spent: [] });
      await isQuiet(shop);
    }));
});

describe.concurrent('points whose spending got no answer', () => {
  it.each<Fault>(AFTER)('are found spent, and never sent again: %j', (fault) =>
    withShop(quick, async (shop) => {
      const member = await loggedIn(shop, 300);
      await reservePoints(shop, 'o1', member, 300);
      shop.proxy.next('operate', fault);
      await shop.client.commit('o1');
      await shop.recovered();
      expect(await shop.client.order('o1')).toMatchObject({ state: 'committed', points: { status: 'spent' } });
      expect(await booksOf(shop, member)).toMatchObject({ balance: 0, free: 0, spent: [300], living: 0 });
      expect(shop.proxy.count('operate')).toBe(1);
      await isQuiet(shop);
    }),
  );

  it.each<Fault>(BEFORE)('are sent again once the balance has shown that they are still held: %j', (fault) =>
    withShop(quick, async (shop) => {
      const member = await loggedIn(shop, 300);
      await reservePoints(shop, 'o1', member, 300);
      shop.proxy.next('operate', fault);
      await shop.client.commit('o1');
      await shop.recovered();
      expect(await shop.client.order('o1')).toMatchObject({ state: 'committed', points: { status: 'spent' } });
      expect(await booksOf(shop, member)).toMatchObject({ balance: 0, spent: [300] });
      expect(shop.proxy.count('operate')).toBe(2);
      await isQuiet(shop);
    }),
  );

  it.each<Fault>(['failAfter', 'failBefore'])('are known also when nothing could be held: %j', (fault) =>
    withShop(quick, async (shop) => {
      const member = await loggedIn(shop, 1000);
      shop.proxy.next('hold', 'failAfter');
      await reservePoints(shop, 'o1', member, 300);
      shop.proxy.next('operate', fault);
      await shop.client.commit('o1');
      await shop.recovered();
      expect(await shop.client.order('o1')).toMatchObject({ state: 'committed', points: { status: 'spent' } });
      expect(await booksOf(shop, member)).toMatchObject({ balance: 700, spent: [300] });
    }),
  );

  it.each<Fault>(['failAfter', 'failBefore'])(
    'are asked about when nothing could be held, and what was is in nobody’s hands: %j',
    (fault) =>
      withShop(quick, async (shop) => {
        const member = await loggedIn(shop, 1000);
        // Of two holds the answers are lost: nothing can be read from the balance any more.
        shop.proxy.next('hold', 'failAfter', 'failAfter');
        await reservePoints(shop, 'o1', member, 300);
        shop.proxy.next('operate', fault);
        await shop.client.commit('o1');
        await shop.recovered();
        const order = await shop.client.order('o1');
        expect(order.state).toBe('attention');
        expect(order.attention?.question).toBe(
          'Has loyalclient recorded the purchase of 1000.00 RUB of order o1, with 300 points spent?',
        );
        expect(shop.proxy.count('operate')).toBe(1);

        const happened = fault === 'failAfter';
        const answer = { effect: order.attention?.effect, happened };
        expect((await shop.call('POST', '/orders/o1/attention', answer)).status).toBeLessThan(300);
        await shop.recovered();
        const answered = await shop.client.order('o1');
        expect([answered.state, answered.points?.status]).toEqual(['committed', 'spent']);
        expect(answered.attention).toBeUndefined();
        expect(await booksOf(shop, member)).toMatchObject({ spent: [300] });
        expect((await shop.call('POST', '/orders/o1/attention', answer)).json).toEqual(answered);
        await isQuiet(shop);
      }),
  );

  it.each<[Fault, string, string[]]>([
    ['failAfter', '', ['o1']],
    ['failBefore', '', ['o1']],
    ['failAfter', ', and another order of the member had as many held', ['o1', 'o2']],
    ['failBefore', ', and another order of the member had as many held', ['o1', 'o2']],
  ])('are known although their hold has ended meanwhile: %j%s', (fault, _, orders) =>
    withShop(quick, async (shop) => {
      const member = await loggedIn(shop, 1000);
      for (const order of orders) await reservePoints(shop, order, member, 300);
      shop.proxy.next('operate', fault);
      await shop.client.commit('o1');
      shop.time.ahead += HOUR;
      await shop.recovered();
      expect(await shop.client.order('o1')).toMatchObject({ state: 'committed', points: { status: 'spent' } });
      expect(await booksOf(shop, member)).toMatchObject({ balance: 700, spent: [300] });
    }),
  );

  it.each<Fault>(['failAfter', 'failBefore'])(
    'are known although the member has spent as many at another till: %j',
    (fault) =>
      withShop(quick, async (shop) => {
        const member = await loggedIn(shop, 1000);
        await reservePoints(shop, 'o1', member, 300);
        shop.proxy.next('operate', fault);
        const held = shop.proxy.hold('operate', 'before');
        const committing = shop.client.commit('o1');
        await held.reached;
        await spendElsewhere(shop, member, 300);
        held.release();
        await committing;
        await shop.recovered();
        expect(await shop.client.order('o1')).toMatchObject({ state: 'committed', points: { status: 'spent' } });
        expect(await booksOf(shop, member)).toMatchObject({ balance: 400, spent: [300, 300] });
      }),
  );

  it.each<Fault>(['failAfter', 'failBefore'])(
    'are known where any purchase at the point ends all its holds: %j',
    (fault) =>
      withShop({ ...quick, loyalClient: { anyClientAtPoint: true } }, async (shop) => {
        const member = await loggedIn(shop, 1000);
        const other = await loggedIn(shop, 1000);
        await reservePoints(shop, 'o1', member, 300);
        await reservePoints(shop, 'o2', other, 300);
        const held = shop.proxy.hold('operate', 'before');
        shop.proxy.next('operate', { delay: 0 }, fault);
        // The other's purchase ends the hold of ours between its snapshot and its own purchase.
        const second = shop.client.commit('o2');
        await held.reached;
        const first = shop.client.commit('o1');
        while (shop.proxy.count('operate') < 2) await sleep(10);
        held.release();
        await Promise.all([first, second]);
        await shop.recovered();
        for (const [id, one] of [
          ['o1', member],
          ['o2', other],
        ] as const) {
          expect(await shop.client.order(id)).toMatchObject({ state: 'committed', points: { status: 'spent' } });
          expect(await booksOf(shop, one)).toMatchObject({ balance: 700, spent: [300] });
        }
      }),
  );

  it('are asked about where ids of holds are taken off a balance, and not added to it', () =>
    withShop({ ...quick, loyalClient: { holdReading: 'subtract' } }, async (shop) => {
      const member = await loggedIn(shop, 1000);
      await reservePoints(shop, 'o1', member, 300);
      shop.proxy.next('operate', 'failAfter');
      await shop.client.commit('o1');
      await shop.recovered();
      expect(await shop.client.order('o1')).toMatchObject({ state: 'attention' });
      expect((await booksOf(shop, member)).spent).toEqual([300]);
    }));
});

describe.concurrent('a purchase that brings points and got no answer', () => {
  it.each<Fault>([...AFTER, ...BEFORE])('is recorded once, while the order is committed: %j', (fault) =>
    withShop(quick, async (shop) => {
      const member = await loggedIn(shop, 5);
      await reservePoints(shop, 'o1', member, 0);
      shop.proxy.next('operate', fault);
      expect(await shop.client.commit('o1')).toMatchObject({ state: 'committed' });
      await shop.recovered();
      const order = await shop.client.order('o1');
      expect([order.points?.status, order.attention]).toEqual(['earned', undefined]);
      expect(await booksOf(shop, member)).toMatchObject({ balance: 105, free: 105, earned: [100], living: 0 });
      await isQuiet(shop);
    }),
  );

  it.each<Fault>(['failAfter', 'failBefore'])('is recorded once also where points are good only later: %j', (fault) =>
    withShop({ ...quick, loyalClient: { earnDelayMs: 24 * HOUR } }, async (shop) => {
      const member = await loggedIn(shop, 5);
      await reservePoints(shop, 'o1', member, 0);
      shop.proxy.next('operate', fault);
      await shop.client.commit('o1');
      await shop.recovered();
      expect(await shop.client.order('o1')).toMatchObject({ points: { status: 'earned' } });
      expect((await booksOf(shop, member)).earned).toEqual([100]);
    }),
  );

  it.each<['discount' | 'cashback', Fault]>([
    ['discount', 'failAfter'],
    ['discount', 'failBefore'],
    ['cashback', 'failBefore'],
    // That the points show proves nothing: another purchase may have brought as many.
    ['cashback', 'failAfter'],
  ])('is asked about where a balance of 0 shows nothing: %s, %j', (level, fault) =>
    withShop(quick, async (shop) => {
      const member = await loggedIn(shop, 0, level);
      await reservePoints(shop, 'o1', member, 0);
      shop.proxy.next('operate', fault);
      await shop.client.commit('o1');
      await shop.recovered();
      const order = await shop.client.order('o1');
      expect([order.state, order.points?.status]).toEqual(['committed', 'owed']);
      expect(order.attention?.question).toBe('Has loyalclient recorded the purchase of 1000.00 RUB of order o1?');
      expect(shop.proxy.count('operate')).toBe(1);

      const happened = fault === 'failAfter';
      await shop.call('POST', '/orders/o1/attention', { effect: order.attention?.effect, happened });
      await shop.recovered();
      expect(await shop.client.order('o1')).toMatchObject({ state: 'committed', points: { status: 'earned' } });
      const { operations } = await shop.control.loyalClient.member(member.memberId);
      expect(operations).toHaveLength(1);
      await isQuiet(shop);
    }),
  );

  it('is tried again until the provider is back', () =>
    withShop(quick, async (shop) => {
      const member = await loggedIn(shop, 5);
      await reservePoints(shop, 'o1', member, 0);
      shop.proxy.faults = (call) => (call === 'operate' ? { status: 429 } : undefined);
      expect(await shop.client.commit('o1')).toMatchObject({ state: 'committed', points: { status: 'owed' } });
      for (let round = 0; round < 8; round += 1) {
        shop.time.ahead += 660_000;
        await shop.perks.recover();
      }
      expect(await shop.client.order('o1')).toMatchObject({ points: { status: 'owed' } });
      shop.proxy.faults = () => undefined;
      shop.time.ahead += 660_000;
      await shop.recovered();
      expect(await shop.client.order('o1')).toMatchObject({ points: { status: 'earned' } });
      expect((await booksOf(shop, member)).earned).toEqual([100]);
    }));
});

describe.concurrent('points that are let go and got no answer', () => {
  it.each<Fault>([...AFTER, ...BEFORE])('are free in the end: %j', (fault) =>
    withShop(quick, async (shop) => {
      const member = await loggedIn(shop, 300);
      await reservePoints(shop, 'o1', member, 300);
      shop.proxy.next('release', fault);
      expect(await shop.client.cancel('o1')).toMatchObject({ state: 'cancelled' });
      await shop.recovered();
      expect(await shop.client.order('o1')).toMatchObject({ state: 'cancelled', points: { status: 'released' } });
      expect(await booksOf(shop, member)).toMatchObject({ balance: 300, free: 300, spent: [], living: 0 });
      await isQuiet(shop);
    }),
  );

  it('are believed free only when the balance says so', () =>
    withShop(quick, async (shop) => {
      const member = await loggedIn(shop, 300);
      await reservePoints(shop, 'o1', member, 300);
      // The document has the provider say yes also where nothing was released.
      shop.proxy.next('release', { status: 200, body: '{"success":true}' });
      await shop.client.cancel('o1');
      await shop.recovered();
      expect(shop.proxy.count('release')).toBe(2);
      expect(await booksOf(shop, member)).toMatchObject({ free: 300, living: 0 });
    }));

  it('end by themselves when they can never be released', () =>
    withShop(quick, async (shop) => {
      const member = await loggedIn(shop, 300);
      await reservePoints(shop, 'o1', member, 300);
      shop.proxy.faults = (call) => (call === 'release' ? 'failBefore' : undefined);
      await shop.client.cancel('o1');
      shop.time.ahead += HOUR;
      await shop.recovered();
      expect(await shop.client.order('o1')).toMatchObject({ state: 'cancelled', points: { status: 'released' } });
      expect(await booksOf(shop, member)).toMatchObject({ free: 300 });
      await isQuiet(shop);
    }));
});

/** The member buys at another till of the programme. */
async function spendElsewhere(shop: Shop, { memberId }: TestMember, spend: number): Promise<void> {
  const { loyalClient } = shop.control;
  const [shopPoint] = (await shop.control.survey()).points;
  const { programId = '' } = shopPoint ?? {};
  const { pointId } = await loyalClient.createPoint({ programId, pointId: `till-${spend}` });
  const response = await fetch(`${shop.issuer}/integration/general/retail`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', apikey: 'loyal-key-0123456789abcdef' },
    body: JSON.stringify({ client: memberId, point: pointId, amount: 1000, spend }),
  });
  expect(response.status).toBe(200);
}
