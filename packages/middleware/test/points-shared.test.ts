import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { commitOrder } from './commit-order.ts';
import { loggedIn, reservePoints } from './place-order.ts';
import { startShop } from './start-shop.ts';

const all = { perks: ['gift', 'promo', 'points'] } as const;
/** Longer than any lease and any grace, ms. */
const LONG = 300_000;

describe('two instances on one journal, with points', () => {
  it('hold the points of one order once', async () => {
    const shop = await startShop(all);
    const other = await shop.another();
    const member = await loggedIn(shop, 1000);
    const held = shop.proxy.hold('hold', 'before');
    const reserving = [shop, other, shop].map((one) => reservePoints({ ...shop, ...one }, 'o1', member, 300));
    await held.reached;
    // Time: the others come while the hold is under way. Where they come later, nothing is missed but that.
    await sleep(200);
    held.release();
    for (const order of await Promise.all(reserving)) {
      expect(order).toMatchObject({ state: 'reserved', points: { status: 'held' } });
    }
    expect(shop.proxy.count('hold')).toBe(1);
    expect(await shop.control.loyalClient.member(member.memberId)).toMatchObject({ free: 700 });
  });

  it('spend the points of one order once', async () => {
    const shop = await startShop(all);
    const other = await shop.another();
    const member = await loggedIn(shop, 300);
    await reservePoints(shop, 'o1', member, 300);
    const orders = await Promise.all([shop, other, shop].map(({ client }) => client.commit('o1')));
    expect(orders.map(({ points }) => points?.status)).toEqual(['spent', 'spent', 'spent']);
    expect(shop.proxy.count('operate')).toBe(1);
  });

  it('spend the points of one member for no more orders than there are points', async () => {
    const shop = await startShop(all);
    const other = await shop.another();
    const member = await loggedIn(shop, 1000);
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const { client } = index % 2 ? shop : other;
        try {
          await reservePoints({ ...shop, client }, `o${index}`, member, 300);
          return (await commitOrder(client, `o${index}`)).state;
        } catch (thrown) {
          return (thrown as { code: string }).code;
        }
      }),
    );
    await shop.recovered();
    const { balance, free, operations, holds } = await shop.control.loyalClient.member(member.memberId);
    const committed = outcomes.filter((outcome) => outcome === 'committed').length;
    expect(operations.map(({ spend }) => spend)).toEqual(Array.from({ length: committed }, () => 300));
    expect(balance).toBe(1000 - committed * 300);
    expect(holds.filter(({ state }) => state === 'held')).toEqual([]);
    expect(free).toBe(balance);
    expect(committed).toBeGreaterThan(0);
    expect(outcomes.filter((outcome) => !['committed', 'QUOTE_CHANGED', 'ORDER_DECLINED'].includes(outcome))).toEqual(
      [],
    );
    expect(await shop.journal.read.selectFrom('perks_serial').selectAll().execute()).toEqual([]);
  });

  it('take over the hold of an instance that was too slow, and let its points be', async () => {
    const shop = await startShop({ ...all, timing: { wait: 300 } });
    const other = await shop.another();
    const member = await loggedIn(shop, 1000);
    const held = shop.proxy.hold('hold', 'before');
    const reserving = reservePoints(shop, 'o1', member, 300);
    await held.reached;
    shop.time.ahead += LONG;
    await other.perks.recover();
    expect(await other.client.order('o1')).toMatchObject({ state: 'reserved', points: { status: 'unheld' } });
    held.release();
    await reserving;
    // Time: a write of the slow instance would come now. Where it comes later, the end shows it.
    await sleep(100);
    expect(await shop.client.order('o1')).toMatchObject({ state: 'reserved', points: { status: 'unheld' } });
    expect(await shop.client.commit('o1')).toMatchObject({ orderId: 'o1' });
    await shop.recovered();
    expect(await shop.client.order('o1')).toMatchObject({ state: 'committed', points: { status: 'spent' } });
    expect(shop.proxy.count('hold')).toBe(2);
  });
});

describe('an order whose points cannot be held', () => {
  it('is no order: its id is free, its codes too, and the shopper sees what is left', async () => {
    const shop = await startShop(all);
    const member = await loggedIn(shop, 1000);
    const code = await shop.newGift(10_000);
    await shop.newPromo({ code: 'ONE', quantity_limit_is_enabled: true, quantity_limit: 1 });
    // Spent at another till between the look at the balance and the hold.
    shop.proxy.next('hold', { status: 422, body: '{"amount":"Amount can\'t be more 200"}' });
    const { status, json } = await shop.call('PUT', '/orders/o1', {
      cart: { currency: 'RUB', lines: [{ id: 'tea', quantity: 1, unitPrice: 100_000 }] },
      codes: ['ONE', code],
      loyalty: { session: member.session, spend: 300 },
    });
    expect([status, json.code]).toEqual([409, 'QUOTE_CHANGED']);
    expect(json.quote.codes.map((one) => one.status)).toEqual(['applied', 'applied']);
    expect(json.token).toEqual(expect.any(String));
    await expect(shop.client.order('o1')).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND' });
    for (const table of [
      'perks_order',
      'perks_effect',
      'perks_gift',
      'perks_lock',
      'perks_promo_use',
      'perks_serial',
    ] as const) {
      expect(await shop.journal.read.selectFrom(table).selectAll().execute()).toEqual([]);
    }
    expect(await reservePoints(shop, 'o1', member, 200, ['ONE', code])).toMatchObject({ state: 'reserved' });
  });

  it('is none for a second order of who has not the points for both', async () => {
    const shop = await startShop(all);
    const member = await loggedIn(shop, 500);
    await reservePoints(shop, 'o1', member, 400);
    const { json } = await shop.call('PUT', '/orders/o2', {
      cart: { currency: 'RUB', lines: [{ id: 'tea', quantity: 1, unitPrice: 100_000 }] },
      codes: [],
      loyalty: { session: member.session, spend: 400 },
    });
    expect([json.code, json.quote.loyalty?.spend]).toEqual(['QUOTE_CHANGED', 100]);
  });
});

describe('an order that is let go while its points are being held', () => {
  it('is cancelled at once, and its points are free as soon as they are known', async () => {
    const shop = await startShop({ ...all, timing: { wait: 500 } });
    const member = await loggedIn(shop, 300);
    const held = shop.proxy.hold('hold', 'after');
    const reserving = reservePoints(shop, 'o1', member, 300);
    await held.reached;
    expect(await shop.client.cancel('o1')).toMatchObject({ state: 'cancelled' });
    held.release();
    expect(await reserving).toMatchObject({ state: 'cancelled' });
    await shop.recovered();
    expect(await shop.client.order('o1')).toMatchObject({ state: 'cancelled', points: { status: 'released' } });
    expect(await shop.control.loyalClient.member(member.memberId)).toMatchObject({ free: 300 });
  });

  it('is committed when it is asked for while they are being held', async () => {
    const shop = await startShop(all);
    const member = await loggedIn(shop, 300);
    const held = shop.proxy.hold('hold', 'after');
    const reserving = reservePoints(shop, 'o1', member, 300);
    await held.reached;
    const committing = shop.client.commit('o1');
    // Time: the commit comes while the hold is under way. Where it comes later, nothing is missed but that.
    await sleep(100);
    held.release();
    await reserving;
    expect(await committing).toMatchObject({ state: 'committed', points: { status: 'spent' } });
  });

  it('expires with the rest of it', async () => {
    const shop = await startShop(all);
    const member = await loggedIn(shop, 300);
    await reservePoints(shop, 'o1', member, 300);
    shop.time.ahead += 1_800_001;
    await shop.perks.recover();
    await shop.recovered();
    expect(await shop.client.order('o1')).toMatchObject({ state: 'expired', points: { status: 'released' } });
    await expect(shop.client.commit('o1')).rejects.toMatchObject({ code: 'ORDER_EXPIRED' });
    expect(await shop.control.loyalClient.member(member.memberId)).toMatchObject({ balance: 300, operations: [] });
  });
});

describe('a refund of an order with points', () => {
  it('before its purchase was recorded has nobody record it', async () => {
    const shop = await startShop(all);
    const member = await loggedIn(shop, 5);
    await reservePoints(shop, 'o1', member, 0);
    shop.proxy.faults = (call) => (call === 'operate' ? { status: 429 } : undefined);
    await shop.client.commit('o1');
    expect(await shop.client.refund('o1')).toMatchObject({ state: 'refunded' });
    shop.proxy.faults = () => undefined;
    shop.time.ahead += 660_000;
    await shop.recovered();
    expect(await shop.client.order('o1')).toMatchObject({ state: 'refunded', points: { status: 'released' } });
    expect((await shop.control.loyalClient.member(member.memberId)).operations).toEqual([]);
  });

  it('while the answer is lost finds out what was recorded, and records nothing more', async () => {
    const shop = await startShop(all);
    for (const [fault, operations] of [
      ['failAfter', 1],
      ['failBefore', 0],
    ] as const) {
      const member = await loggedIn(shop, 5);
      await reservePoints(shop, fault, member, 0);
      shop.proxy.next('operate', fault);
      await shop.client.commit(fault);
      await shop.client.refund(fault);
      await shop.recovered();
      const status = operations === 1 ? 'earned' : 'released';
      expect(await shop.client.order(fault)).toMatchObject({ state: 'refunded', points: { status } });
      expect((await shop.control.loyalClient.member(member.memberId)).operations).toHaveLength(operations);
    }
  });
});
