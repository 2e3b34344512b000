import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commitOrder } from './commit-order.ts';
import { expectBooksAgree } from './expect-books-agree.ts';
import { cartOf, openShop, type Shop, startShop } from './start-shop.ts';

let shop: Shop;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ shop, close } = await openShop());
});
afterAll(async () => {
  await expectBooksAgree(shop.journal, await shop.books());
  await close();
});

/** Reserves an order of 300.00 that a code of 500.00 pays. */
async function reserved(id: string = randomUUID()) {
  const code = await shop.newGift(50_000);
  const request = { cart: cartOf(30_000), codes: [code] };
  return { id, code, request, order: await shop.client.reserve(id, request) };
}

describe('each verb, repeated', () => {
  it('reserve answers the same order, and asks the provider nothing', async () => {
    const { id, request, order } = await reserved();
    const checks = shop.proxy.count('check');
    for (let time = 0; time < 3; time += 1) expect(await shop.client.reserve(id, request)).toEqual(order);
    expect(shop.proxy.count('check')).toBe(checks);
    await shop.client.cancel(id);
  });

  it('reserve answers a committed order as it is', async () => {
    const { id, request } = await reserved();
    const order = await shop.client.commit(id);
    expect(await shop.client.reserve(id, request)).toEqual(order);
  });

  it('reserve sees a token and the codes that it stands for, however typed, as the same', async () => {
    const { id, code, request, order } = await reserved();
    const { token } = await shop.client.quote(request);
    expect(await shop.client.reserve(id, { cart: request.cart, token })).toEqual(order);
    const typed = ` ${code.slice(0, 5).toLowerCase()}-${code.slice(5)} `;
    expect(await shop.client.reserve(id, { cart: request.cart, codes: [typed] })).toEqual(order);
    await shop.client.cancel(id);
  });

  it('reserve refuses another body under the same id, and changes nothing', async () => {
    const { id, code, request, order } = await reserved();
    const others = [
      { cart: cartOf(30_001), codes: [code] },
      { cart: request.cart, codes: [] },
      { cart: request.cart, codes: [await shop.newGift(50_000)] },
      { cart: { ...request.cart, delivery: { price: 1 } }, codes: [code] },
    ];
    for (const body of others) {
      const { status, json } = await shop.call('PUT', `/orders/${id}`, body);
      expect([status, json.code]).toEqual([409, 'ORDER_CONFLICT']);
    }
    expect(await shop.client.order(id)).toEqual(order);
    await shop.client.cancel(id);
  });

  it('commit answers the same order and spends nothing more', async () => {
    const { id } = await reserved();
    const order = await shop.client.commit(id);
    const [spent, issued] = [shop.proxy.count('activate'), shop.proxy.count('generate')];
    for (let time = 0; time < 3; time += 1) expect(await shop.client.commit(id)).toEqual(order);
    expect([shop.proxy.count('activate'), shop.proxy.count('generate')]).toEqual([spent, issued]);
  });

  it('cancel answers the same order', async () => {
    const { id } = await reserved();
    const order = await shop.client.cancel(id);
    expect(await shop.client.cancel(id)).toEqual(order);
  });

  it('refund gives value back once', async () => {
    const { id } = await reserved();
    await shop.client.commit(id);
    const order = await shop.client.refund(id);
    expect(order.returned).toHaveLength(1);
    const issued = shop.proxy.count('generate');
    expect(await shop.client.refund(id)).toEqual(order);
    expect(await shop.client.commit(id)).toEqual(order);
    expect(shop.proxy.count('generate')).toBe(issued);
  });

  it('a refused commit is refused again for the same reason', async () => {
    const { id, code } = await reserved();
    await fetch(`${shop.issuer}/api/v1/codes/${code}`, {
      method: 'DELETE',
      headers: { 'x-api-key': 'v-dar-key-0123456789abcdef' },
    });
    const first = await shop.call('POST', `/orders/${id}/commit`);
    expect([first.status, first.json.code, first.json.detail]).toEqual([409, 'ORDER_DECLINED', 'GIFT_CODE_NOT_ACTIVE']);
    expect(first.json.order).toMatchObject({ state: 'declined', returned: [] });
    const { requestId: _, ...again } = (await shop.call('POST', `/orders/${id}/commit`)).json;
    const { requestId: __, ...before } = first.json;
    expect(again).toEqual(before);
  });
});

describe('verbs out of their order', () => {
  it('commit after cancel is refused, and the order stays cancelled', async () => {
    const { id } = await reserved();
    await shop.client.cancel(id);
    const { status, json } = await shop.call('POST', `/orders/${id}/commit`);
    expect([status, json.code, json.order?.state]).toEqual([409, 'ORDER_STATE', 'cancelled']);
  });

  it('cancel after commit is refused, and the order stays committed', async () => {
    const { id } = await reserved();
    const order = await shop.client.commit(id);
    const { status, json } = await shop.call('POST', `/orders/${id}/cancel`);
    expect([status, json.code]).toEqual([409, 'ORDER_STATE']);
    expect(json.order).toEqual(order);
  });

  it('refund before commit is refused', async () => {
    const { id } = await reserved();
    const { status, json } = await shop.call('POST', `/orders/${id}/refund`);
    expect([status, json.code, json.order?.state]).toEqual([409, 'ORDER_STATE', 'reserved']);
    await shop.client.cancel(id);
    await expect(shop.client.refund(id)).rejects.toMatchObject({ code: 'ORDER_STATE' });
  });

  it('an order that nobody reserved is not found by any verb', async () => {
    for (const verb of ['commit', 'cancel', 'refund'] as const) {
      await expect(shop.client[verb]('nobody')).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND' });
    }
    await expect(shop.client.order('nobody')).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND' });
  });
});

describe('the same verb, many times at once', () => {
  const many = Array.from({ length: 12 });

  it('reserves one order', async () => {
    const code = await shop.newGift(50_000);
    const id = randomUUID();
    const request = { cart: cartOf(30_000), codes: [code] };
    const orders = await Promise.all(many.map(() => shop.client.reserve(id, request)));
    for (const order of orders) expect(order).toEqual(orders[0]);
    await shop.client.cancel(id);
  });

  it('reserves for one of two carts under one id', async () => {
    const id = randomUUID();
    const answers = await Promise.all(
      many.map((_, index) => shop.call('PUT', `/orders/${id}`, { cart: cartOf(index % 2 ? 1000 : 2000), codes: [] })),
    );
    const totals = new Set(answers.filter(({ status }) => status === 200).map(({ json }) => json.total));
    expect(totals.size).toBe(1);
    expect(answers.filter(({ json }) => json.code === 'ORDER_CONFLICT')).toHaveLength(6);
  });

  it('commits once, and tells each caller', async () => {
    const { id } = await reserved();
    const spent = shop.proxy.count('activate');
    const orders = await Promise.all(many.map(() => commitOrder(shop.client, id)));
    expect(new Set(orders.map(({ state }) => state))).toEqual(new Set(['committed']));
    expect(shop.proxy.count('activate')).toBe(spent + 1);
  });

  it('refunds once, and tells each caller', async () => {
    const { id } = await reserved();
    await shop.client.commit(id);
    const issued = shop.proxy.count('generate');
    const orders = await Promise.all(many.map(() => shop.client.refund(id)));
    expect(orders.map(({ state, returned }) => [state, returned.length])).toEqual(many.map(() => ['refunded', 1]));
    expect(shop.proxy.count('generate')).toBe(issued + 1);
  });

  it('refunds what is being committed only when it is', async () => {
    for (let time = 0; time < 10; time += 1) {
      const { id } = await reserved();
      const committing = shop.client.commit(id);
      let order = await shop.client.order(id);
      while (order.state !== 'committed') order = await shop.client.order(id);
      // The commit may still be at work on the remainder, or giving its lease back.
      const refunded = await shop.client.refund(id);
      expect(refunded).toMatchObject({ state: 'refunded', returned: [{ amount: 30_000, status: 'issued' }] });
      await committing;
    }
  });

  it('cancels or commits, never both', async () => {
    for (let time = 0; time < 5; time += 1) {
      const { id, code } = await reserved();
      const [commit, cancel] = await Promise.all([
        shop.call('POST', `/orders/${id}/commit`),
        shop.call('POST', `/orders/${id}/cancel`),
      ]);
      expect([commit.status, cancel.status].toSorted()).toEqual([200, 409]);
      const spent = (await shop.books()).codes.find((one) => one.code === code)?.status === 'activated';
      expect(spent).toBe(commit.status === 200);
    }
  });
});

describe('200 orders at once with one gift code', () => {
  it('are paid with it once; all the others are told', { timeout: 600_000 }, async () => {
    const own = await startShop();
    const code = await own.newGift(50_000);
    const { balance } = await own.books();
    const request = { cart: cartOf(50_000), codes: [code] };
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        try {
          await own.client.reserve(`o${index}`, request);
          return (await commitOrder(own.client, `o${index}`)).state;
        } catch (thrown) {
          return (thrown as { code: string }).code;
        }
      }),
    );
    expect(outcomes.filter((outcome) => outcome === 'committed')).toHaveLength(1);
    const refusals = new Set(outcomes.filter((outcome) => outcome !== 'committed'));
    expect(['ORDER_DECLINED', 'PERK_IN_USE', 'PERK_REJECTED']).toEqual(expect.arrayContaining([...refusals]));

    const books = await own.books();
    expect(books.balance).toBe(balance + 50_000);
    expect(books.activations).toHaveLength(1);
    await expectBooksAgree(own.journal, books);
  });
});
