import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { commitOrder } from './commit-order.ts';
import { expectBooksAgree } from './expect-books-agree.ts';
import { openFragileDatabase } from './fragile-database.ts';
import { cartOf, type Shop, startShop } from './start-shop.ts';

/** Reserves an order of 300.00 that a code of 500.00 pays. */
async function reserved(shop: Shop, id: string): Promise<string> {
  const code = await shop.newGift(50_000);
  await shop.client.reserve(id, { cart: cartOf(30_000), codes: [code] });
  return code;
}

/** Longer than any lease and any grace, ms. */
const LONG = 300_000;

describe('two instances on one journal', () => {
  it('commit one order once, and both tell so', async () => {
    const shop = await startShop();
    const other = await shop.another();
    await reserved(shop, 'o1');
    const orders = await Promise.all([shop.client.commit('o1'), other.client.commit('o1'), shop.client.commit('o1')]);
    expect(orders.map(({ state }) => state)).toEqual(['committed', 'committed', 'committed']);
    expect([shop.proxy.count('activate'), shop.proxy.count('generate')]).toEqual([1, 1]);
    await expectBooksAgree(shop.journal, await shop.books());
  });

  it('refund one order once', async () => {
    const shop = await startShop();
    const other = await shop.another();
    await reserved(shop, 'o1');
    await shop.client.commit('o1');
    await Promise.all([shop.client.refund('o1'), other.client.refund('o1')]);
    await shop.recovered();
    expect(await shop.client.order('o1')).toMatchObject({ state: 'refunded', returned: [{ status: 'issued' }] });
    expect(shop.proxy.count('generate')).toBe(2);
    await expectBooksAgree(shop.journal, await shop.books());
  });

  it('work side by side on many orders of one amount', async () => {
    const shop = await startShop();
    const other = await shop.another();
    const clients = [shop.client, other.client];
    await Promise.all(
      Array.from({ length: 30 }, async (_, index) => {
        const client = clients[index % 2] ?? shop.client;
        const code = await shop.newGift(50_000);
        await client.reserve(`o${index}`, { cart: cartOf(30_000), codes: [code] });
        await commitOrder(client, `o${index}`);
        if (index % 3 === 0) await clients[(index + 1) % 2]?.refund(`o${index}`);
      }),
    );
    await Promise.all([shop.recovered(), other.perks.recover(), other.perks.recover()]);
    const books = await shop.books();
    expect(books.activations).toHaveLength(30);
    await expectBooksAgree(shop.journal, books);
  });

  it('take one code for one order only', async () => {
    const shop = await startShop();
    const other = await shop.another();
    const code = await shop.newGift(50_000);
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        const client = index % 2 ? shop.client : other.client;
        try {
          await client.reserve(`o${index}`, { cart: cartOf(50_000), codes: [code] });
          return (await commitOrder(client, `o${index}`)).state;
        } catch (thrown) {
          return (thrown as { code: string }).code;
        }
      }),
    );
    await shop.recovered();
    expect(outcomes.filter((outcome) => outcome === 'committed')).toHaveLength(1);
    await expectBooksAgree(shop.journal, await shop.books());
  });

  it('wait for each other to finish one order', async () => {
    const shop = await startShop();
    const other = await shop.another();
    // With no remainder to issue, nothing but the other's work is to be waited for.
    const code = await shop.newGift(30_000);
    await shop.client.reserve('o1', { cart: cartOf(30_000), codes: [code] });
    const held = shop.proxy.hold('activate', 'after');
    const committing = shop.client.commit('o1');
    await held.reached;
    const waiting = other.client.commit('o1');
    // Time: the second comes while the first is at work. Where it comes later, nothing is missed but that.
    await sleep(150);
    held.release();
    expect(await waiting).toMatchObject({ state: 'committed' });
    await committing;
  });

  it('have names of their own, also when the shop gives the ids', async () => {
    const shop = await startShop();
    const idsOfOneKind = () => {
      let first = true;
      return () => {
        const id = first ? 'the-first-id' : randomUUID();
        first = false;
        return id;
      };
    };
    const one = await shop.another({ newId: idsOfOneKind() });
    const two = await shop.another({ newId: idsOfOneKind() });
    await reserved(shop, 'o1');
    const held = shop.proxy.hold('operations', 'before');
    const committing = one.client.commit('o1');
    await held.reached;
    const waiting = two.client.commit('o1');
    // Time: what may not be asked would be asked now. Where it is later, the end of the test shows it.
    await sleep(150);
    expect(shop.proxy.count('operations')).toBe(1);
    held.release();
    expect(await committing).toMatchObject({ state: 'committed' });
    expect(await waiting).toMatchObject({ state: 'committed' });
    expect(shop.proxy.count('activate')).toBe(1);
  });

  it('leave an order alone that the other is working on', async () => {
    const shop = await startShop();
    const other = await shop.another();
    await reserved(shop, 'o1');
    const held = shop.proxy.hold('activate', 'after');
    const committing = shop.client.commit('o1');
    await held.reached;
    await other.perks.recover();
    expect(await other.client.order('o1')).toMatchObject({ state: 'committing' });
    expect([shop.proxy.count('activate'), shop.proxy.count('check')]).toEqual([1, 1]);
    held.release();
    expect(await committing).toMatchObject({ state: 'committed' });
  });
});

describe('an instance that lost its lease', () => {
  it('writes nothing over what the other has found out', async () => {
    const shop = await startShop();
    const other = await shop.another();
    await reserved(shop, 'o1');
    // The answer never comes, and when that is known the order is finished.
    const held = shop.proxy.hold('activate', 'after');
    const committing = shop.client.commit('o1');
    await held.reached;
    shop.time.ahead += LONG;
    await other.perks.recover();
    expect(await other.client.order('o1')).toMatchObject({ state: 'committed' });

    held.drop();
    expect(await committing).toMatchObject({ state: 'committed' });
    await expectBooksAgree(shop.journal, await shop.books());
  });

  it('sends nothing that the other has sent', async () => {
    const shop = await startShop();
    const other = await shop.another();
    await reserved(shop, 'o1');
    const held = shop.proxy.hold('codes', 'before');
    const committing = shop.client.commit('o1');
    await held.reached;
    shop.time.ahead += LONG;
    await other.perks.recover();
    expect(shop.proxy.count('generate')).toBe(1);
    held.release();
    expect(await committing).toMatchObject({ state: 'committed' });
    expect(shop.proxy.count('generate')).toBe(1);
    await expectBooksAgree(shop.journal, await shop.books());
  });

  it('neither takes a serial that nobody would give back, nor runs in circles', async () => {
    const shop = await startShop();
    const other = await shop.another();
    await reserved(shop, 'o1');
    await reserved(shop, 'o2');
    const held = shop.proxy.hold('operations', 'before');
    // The second order waits in this process behind the first, whose look at the provider is being held.
    const committing = [shop.client.commit('o1')];
    await held.reached;
    committing.push(shop.client.commit('o2'));
    await expect.poll(async () => (await shop.client.order('o2')).state).toBe('committing');
    // Time: until it waits. Where it does later, it looks as often.
    await sleep(100);

    shop.time.ahead += LONG;
    await other.perks.recover();
    await other.perks.recover();
    expect(await other.client.order('o1')).toMatchObject({ state: 'committed' });
    expect(await other.client.order('o2')).toMatchObject({ state: 'committed' });
    const looks = shop.proxy.count('operations');
    held.release();
    for (const order of await Promise.all(committing)) expect(order).toMatchObject({ state: 'committed' });
    // The second has looked once, and then found its lease lost.
    expect(shop.proxy.count('operations')).toBe(looks + 1);
    await expectBooksAgree(shop.journal, await shop.books());

    await reserved(shop, 'o3');
    expect(await shop.client.commit('o3')).toMatchObject({ state: 'committed' });
  });

  it('stops at once while the other is still at work', async () => {
    const shop = await startShop();
    const other = await shop.another();
    await reserved(shop, 'o1');
    const first = shop.proxy.hold('operations', 'before');
    const committing = shop.client.commit('o1');
    await first.reached;
    const looks = shop.proxy.count('operations');

    shop.time.ahead += LONG;
    const second = shop.proxy.hold('activate', 'before');
    const recovering = other.perks.recover();
    await second.reached;
    first.release();
    // Time: what may not be asked would be asked now. Where it is later, the end of the test shows it.
    await sleep(300);
    // One look more, by the one that holds the lease.
    expect(shop.proxy.count('operations')).toBe(looks + 1);
    second.release();
    await recovering;
    expect(await committing).toMatchObject({ state: 'committed' });
    expect(shop.proxy.count('activate')).toBe(1);
    await expectBooksAgree(shop.journal, await shop.books());
  });
});

describe('an instance whose work was taken over before anything was sent', () => {
  it('does nothing more for it, and above all not over and over', async () => {
    const shop = await startShop({ timing: { wait: 500 } });
    const fragile = await openFragileDatabase(shop.database);
    shop.onClose(() => fragile.database.close());
    const slow = await shop.another({ database: fragile.database });
    await reserved(shop, 'o1');
    const first = shop.proxy.hold('operations', 'before');
    const committing = slow.client.commit('o1');
    await first.reached;
    shop.time.ahead += LONG;
    const second = shop.proxy.hold('operations', 'before');
    const recovering = shop.perks.recover();
    await second.reached;

    // The order is the other's now, and its code is still to be sent.
    const before = fragile.transactions();
    first.release();
    await committing;
    // Time: running in circles would be hundreds of transactions. Looking whether the other is done takes ten at the most.
    await sleep(300);
    expect(fragile.transactions() - before).toBeLessThan(60);
    expect(shop.proxy.count('operations')).toBe(2);
    second.release();
    await recovering;
    expect(await shop.client.order('o1')).toMatchObject({ state: 'committed' });
    expect(shop.proxy.count('activate')).toBe(1);
    await expectBooksAgree(shop.journal, await shop.books());
  });
});

describe('a refund that comes while the commit is just ending', () => {
  const lines = ['tea', 'cup'].map((id) => ({ id, quantity: 1, unitPrice: 15_000 }));
  const part = { refundId: 'r1', lines: [{ id: 'tea', quantity: 1 }] };

  it.each([
    ['whole', undefined, { state: 'refunded', returned: [{ amount: 30_000, status: 'issued' }] }],
    ['a line', part, { state: 'committed', returned: [{ amount: 15_000, status: 'issued' }] }],
  ])('is worked on, although the commit has had its last look at the order: %s', async (_, request, refunded) => {
    const shop = await startShop();
    const fragile = await openFragileDatabase(shop.database);
    shop.onClose(() => fragile.database.close());
    const { client } = await shop.another({ database: fragile.database });
    const code = await shop.newGift(40_000);
    await client.reserve('o1', { cart: { currency: 'RUB', lines }, codes: [code] });

    // The last transaction of a commit writes that what is left was issued, and gives the lease back.
    let ending = () => {};
    let end = () => {};
    const ends = new Promise<void>((done) => {
      ending = done;
    });
    const ended = new Promise<void>((done) => {
      end = done;
    });
    fragile.before = async () => {
      if (shop.proxy.count('generate') === 0) return;
      fragile.before = async () => {};
      ending();
      await ended;
    };
    const committing = client.commit('o1');
    await ends;
    // From elsewhere: what this very process is asked for while it works on the order, it looks for afterwards anyway.
    const refunding = shop.client.refund('o1', request);
    await expect.poll(async () => (await refundsOf(shop)).length).toBe(1);
    end();
    expect(await committing).toMatchObject({ orderId: 'o1' });
    await refunding;
    expect(await client.order('o1')).toMatchObject(refunded);
    expect(shop.proxy.count('generate')).toBe(2);
    await expectBooksAgree(shop.journal, await shop.books());
  });
});

async function refundsOf({ journal }: Shop): Promise<unknown[]> {
  const order = await journal.read.selectFrom('perks_order').select('refunds').executeTakeFirst();
  return JSON.parse(order?.refunds ?? '[]') as unknown[];
}

describe('an instance whose database failed while a code was being spent', () => {
  it('tells its caller, and goes on with the order as soon as it is asked again', async () => {
    const shop = await startShop();
    const fragile = await openFragileDatabase(shop.database);
    shop.onClose(() => fragile.database.close());
    const { client } = await shop.another({ database: fragile.database });
    await reserved(shop, 'o1');
    const held = shop.proxy.hold('activate', 'after');
    const committing = client.commit('o1').catch((thrown: { code: string }) => thrown.code);
    await held.reached;
    fragile.broken = true;
    held.release();
    expect(await committing).toBe('INTERNAL');
    expect(shop.mishaps).toMatchObject([{ code: 'INTERNAL', name: 'Error' }]);

    fragile.broken = false;
    // Longer than what was sent may take, and shorter than the lease that could not be given back.
    shop.time.ahead += 40_000;
    expect(await client.commit('o1')).toMatchObject({ state: 'committed' });
    expect(shop.proxy.count('activate')).toBe(1);
    await expectBooksAgree(shop.journal, await shop.books());
  });
});

describe('two orders of one amount whose answers are both lost', () => {
  // The second waits for the first to be known, which takes until time is moved.
  const lost = { timing: { wait: 200 } };

  it('are told apart, because the second waits for the first to be known', async () => {
    const shop = await startShop(lost);
    const other = await shop.another();
    await reserved(shop, 'o1');
    await reserved(shop, 'o2');
    shop.proxy.next('activate', 'hangAfter', 'hangAfter');
    await Promise.all([shop.client.commit('o1'), other.client.commit('o2')]);
    await shop.recovered();
    expect(await shop.client.order('o1')).toMatchObject({ state: 'committed' });
    expect(await shop.client.order('o2')).toMatchObject({ state: 'committed' });
    expect(shop.proxy.count('activate')).toBe(2);
    await expectBooksAgree(shop.journal, await shop.books());
  });

  it('are told apart in one process, too, also when new codes are issued', async () => {
    const shop = await startShop(lost);
    await reserved(shop, 'o1');
    await reserved(shop, 'o2');
    shop.proxy.next('generate', 'hangAfter', 'failAfter');
    await Promise.all([shop.client.commit('o1'), shop.client.commit('o2')]);
    await shop.recovered();
    const books = await shop.books();
    expect(books.codes.filter(({ name }) => name !== null)).toHaveLength(2);
    await expectBooksAgree(shop.journal, books);
  });

  it('keep no order of another amount waiting', async () => {
    const shop = await startShop();
    await reserved(shop, 'o1');
    const code = await shop.newGift(70_000);
    await shop.client.reserve('o2', { cart: cartOf(70_000), codes: [code] });
    const held = shop.proxy.hold('activate', 'after');
    const first = shop.client.commit('o1');
    await held.reached;
    expect(await shop.client.commit('o2')).toMatchObject({ state: 'committed' });
    expect(await shop.client.order('o1')).toMatchObject({ state: 'committing' });
    held.drop();
    await first;
    await shop.recovered();
    await expectBooksAgree(shop.journal, await shop.books());
  });
});
