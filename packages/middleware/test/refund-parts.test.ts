import { describe, expect, it } from 'vitest';
import { type Shop, startShop } from './start-shop.ts';

const cart = {
  currency: 'RUB',
  lines: [
    { id: 'tea', quantity: 3, unitPrice: 10_001 },
    { id: 'cup', quantity: 1, unitPrice: 20_000 },
  ],
  delivery: { price: 5000 },
};

/** 350.03 for two lines and 50.00 for delivery; a code of 100.00 and one of 200.00 pay, 100.03 is for money. */
async function committed(shop: Shop) {
  const codes = [await shop.newGift(10_000), await shop.newGift(20_000)];
  await shop.client.reserve('o1', { cart, codes });
  return shop.client.commit('o1');
}

const cup = { refundId: 'r1', lines: [{ id: 'cup', quantity: 1 }] };

describe('a refund of a part', () => {
  it('gives back exactly what codes paid of the line, as codes that work', async () => {
    const shop = await startShop();
    const order = await committed(shop);
    const bore = order.quote.steps.map(
      (step) => step.allocations.find((allocation) => allocation.line === 'cup')?.amount,
    );

    const after = await shop.client.refund('o1', cup);
    expect(after.state).toBe('committed');
    const [refund] = after.refunds ?? [];
    expect(refund).toMatchObject({ refundId: 'r1', state: 'done', delivery: false, points: 0, promoUses: false });
    expect(refund?.gifts.map(({ amount, status }) => [amount, status])).toEqual(
      bore.map((amount) => [amount, 'issued']),
    );
    expect(refund?.money).toBe(20_000 - (bore[0] ?? 0) - (bore[1] ?? 0));

    const codes = refund?.gifts.map(({ code = '' }) => code) ?? [];
    const { quote } = await shop.client.quote({ cart, codes });
    expect(quote.codes.map(({ amount }) => amount)).toEqual(bore);
  });

  it('says beforehand what it will give back, and does nothing', async () => {
    const shop = await startShop();
    await committed(shop);
    const plan = await shop.client.planRefund('o1', { lines: cup.lines });
    expect(plan).toMatchObject({ state: 'planned', lines: cup.lines });
    expect(plan.gifts.every(({ status, code }) => status === 'planned' && code === undefined)).toBe(true);
    expect((await shop.client.order('o1')).refunds).toBeUndefined();
    expect((await shop.books()).codes).toHaveLength(2);

    const { refunds = [] } = await shop.client.refund('o1', cup);
    expect(refunds[0]?.gifts.map(({ amount }) => amount)).toEqual(plan.gifts.map(({ amount }) => amount));
    expect(refunds[0]?.money).toBe(plan.money);
  });

  it('happens once, however often it is asked for', async () => {
    const shop = await startShop();
    await committed(shop);
    const [first, ...others] = await Promise.all([1, 2, 3, 4].map(() => shop.client.refund('o1', cup)));
    for (const other of [...others, await shop.client.refund('o1', cup)]) expect(other.refunds).toHaveLength(1);
    expect(first?.returned).toHaveLength(2);
    expect((await shop.books()).codes).toHaveLength(4);
  });

  it('by parts and then the rest gives back all that was paid, and nothing more', async () => {
    const shop = await startShop();
    await committed(shop);
    await shop.client.refund('o1', { refundId: 'a', lines: [{ id: 'tea', quantity: 1 }] });
    await shop.client.refund('o1', { refundId: 'b', lines: [{ id: 'tea', quantity: 1 }], delivery: true });
    const order = await shop.client.refund('o1');
    expect(order.state).toBe('refunded');
    const { refunds = [], returned } = order;
    expect(refunds.map((refund) => refund.promoUses)).toEqual([false, false, true]);
    expect(returned.reduce((sum, { amount }) => sum + amount, 0)).toBe(30_000);
    expect(refunds.reduce((sum, { money }) => sum + money, 0)).toBe(order.amountDue);

    expect(await shop.client.refund('o1')).toEqual(order);
    await expect(shop.client.refund('o1', cup)).rejects.toMatchObject({ code: 'REFUND_EXCEEDED' });
    expect((await shop.books()).codes).toHaveLength(2 + returned.length);
  });

  it('finds a new code again whose answer got lost', async () => {
    const shop = await startShop();
    await committed(shop);
    shop.proxy.next('generate', 'resetAfter');
    await shop.client.refund('o1', cup);
    await shop.recovered();
    const { refunds = [] } = await shop.client.order('o1');
    expect(refunds[0]).toMatchObject({ state: 'done' });
    expect((await shop.books()).codes).toHaveLength(4);
  });

  it.each([
    ['more than was bought', { refundId: 'r', lines: [{ id: 'cup', quantity: 2 }] }, 409, 'REFUND_EXCEEDED'],
    ['a line that is not there', { refundId: 'r', lines: [{ id: 'pot', quantity: 1 }] }, 422, 'INVALID_REQUEST'],
    ['nothing at all', { refundId: 'r', lines: [] }, 422, 'INVALID_REQUEST'],
    ['none of a line', { refundId: 'r', lines: [{ id: 'cup', quantity: 0 }] }, 422, 'INVALID_REQUEST'],
    ['a part without a name', { lines: [{ id: 'cup', quantity: 1 }] }, 422, 'INVALID_REQUEST'],
    ['a wish it does not know', { refundId: 'r', percent: 50 }, 422, 'INVALID_REQUEST'],
    ['no object', [], 422, 'INVALID_REQUEST'],
  ])('is refused for %s', async (_, request, status, code) => {
    const shop = await startShop();
    await committed(shop);
    const answer = await shop.call('POST', '/orders/o1/refund', request);
    expect([answer.status, answer.json.code]).toEqual([status, code]);
    expect((await shop.client.order('o1')).refunds).toBeUndefined();
  });

  it('is refused under the name of another one, and for an order that is not committed', async () => {
    const shop = await startShop();
    await committed(shop);
    await shop.client.refund('o1', cup);
    const other = { refundId: 'r1', lines: [{ id: 'tea', quantity: 1 }] };
    await expect(shop.client.refund('o1', other)).rejects.toMatchObject({ code: 'ORDER_CONFLICT' });

    await shop.client.reserve('o2', { cart, codes: [] });
    await expect(shop.client.refund('o2', cup)).rejects.toMatchObject({ code: 'ORDER_STATE' });
    await expect(shop.client.refund('o3', cup)).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND' });
  });
});
