import { describe, expect, it } from 'vitest';
import { expectBooksAgree } from './expect-books-agree.ts';
import { cartOf, newGift, type Shop, startShop, strangerSpends } from './start-shop.ts';

/** An order of 500.00 whose code was spent, or not, in the moment in which somebody else spent one of the same amount. */
async function inDoubt(shop: Shop, fault: 'failAfter' | 'failBefore') {
  const code = await shop.newGift(50_000);
  await shop.client.reserve('o1', { cart: cartOf(50_000), codes: [code] });
  const held = shop.proxy.hold('activate', 'before');
  shop.proxy.next('activate', fault);
  const committing = shop.client.commit('o1');
  await held.reached;
  const stranger = await strangerSpends(shop.issuer, 50_000);
  if (fault === 'failBefore') await spendAtIssuer(shop, code);
  held.release();
  await committing;
  await shop.recovered();
  const order = await shop.client.order('o1');
  expect(order.state).toBe('attention');
  return { code, stranger, order, effect: order.attention?.effect ?? '' };
}

async function spendAtIssuer(shop: Shop, code: string): Promise<void> {
  await fetch(`${shop.issuer}/api/v1/codes/activate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': 'v-dar-key-0123456789abcdef' },
    body: JSON.stringify({ code }),
  });
}

describe('what a person found out of a code', () => {
  it('has the order go on when it happened, however often they say so', async () => {
    const shop = await startShop();
    const { effect } = await inDoubt(shop, 'failAfter');
    const answer = { effect, happened: true };
    const { status, json } = await shop.call('POST', '/orders/o1/attention', answer);
    expect([status, json.state, json.attention]).toEqual([200, 'committed', undefined]);
    expect((await shop.call('POST', '/orders/o1/attention', answer)).json).toEqual(json);
    expect(await shop.perks.orders.answer('o1', answer)).toEqual(json);
    expect(shop.proxy.count('activate')).toBe(1);

    const { status: other, json: problem } = await shop.call('POST', '/orders/o1/attention', {
      effect,
      happened: false,
    });
    expect([other, problem.code, problem.order?.state]).toEqual([409, 'ORDER_STATE', 'committed']);
  });

  it('has it sent anew when it did not, and the order declined when it is refused', async () => {
    const shop = await startShop();
    const { effect } = await inDoubt(shop, 'failBefore');
    await shop.call('POST', '/orders/o1/attention', { effect, happened: false });
    await shop.recovered();
    const { json } = await shop.call('POST', '/orders/o1/commit');
    expect([json.code, json.detail]).toEqual(['ORDER_DECLINED', 'GIFT_CODE_NOT_ACTIVE']);
    expect(shop.proxy.count('activate')).toBe(2);
  });

  it('must be about a side effect of this order that is in question', async () => {
    const shop = await startShop();
    const { effect, code } = await inDoubt(shop, 'failAfter');
    const next = await shop.newGift(10_000);
    await shop.client.reserve('o2', { cart: cartOf(10_000), codes: [next] });
    await shop.client.commit('o2');
    const [done] = await shop.journal.read
      .selectFrom('perks_effect')
      .select('reference')
      .where('order_id', '=', 'o2')
      .execute();
    for (const [path, body, status, code] of [
      ['/orders/o1/attention', { effect: 'none', happened: true }, 422, 'INVALID_REQUEST'],
      ['/orders/o2/attention', { effect, happened: true }, 422, 'INVALID_REQUEST'],
      ['/orders/o2/attention', { effect: done?.reference, happened: true }, 409, 'ORDER_STATE'],
      ['/orders/none/attention', { effect, happened: true }, 404, 'ORDER_NOT_FOUND'],
      ['/orders/o1/attention', { effect }, 422, 'INVALID_REQUEST'],
      ['/orders/o1/attention', { effect, happened: 'yes' }, 422, 'INVALID_REQUEST'],
      ['/orders/o1/attention', { effect, happened: true, note: 'x' }, 422, 'INVALID_REQUEST'],
    ] as const) {
      const answer = await shop.call('POST', path, body);
      expect([answer.status, answer.json.code]).toEqual([status, code]);
    }
    expect((await shop.call('GET', '/orders/o1/attention')).status).toBe(405);
    expect(await shop.client.order('o1')).toMatchObject({ state: 'attention' });
    // The code stays ours while nobody has said otherwise.
    await expect(shop.client.reserve('o3', { cart: cartOf(50_000), codes: [code] })).rejects.toMatchObject({
      code: expect.stringMatching(/PERK_REJECTED|PERK_IN_USE/),
    });
  });
});

describe('what a person found out of a new code', () => {
  /** An order of 300.00 whose remainder of 200.00 was issued, or not, when somebody else bought a code of 200.00. */
  async function remainderInDoubt(shop: Shop, fault: 'failAfter' | 'failBefore') {
    const code = await shop.newGift(50_000);
    await shop.client.reserve('o1', { cart: cartOf(30_000), codes: [code] });
    // The list of codes does not tell lifetimes apart before this provider has shown that it keeps them.
    const held = shop.proxy.hold('generate', 'before');
    shop.proxy.next('generate', fault);
    const committing = shop.client.commit('o1');
    await held.reached;
    await newGift(shop.issuer, 20_000);
    held.release();
    await committing;
    await shop.recovered();
    return shop.client.order('o1');
  }

  it('shows it as issued, without a code, when it happened', async () => {
    const shop = await startShop();
    const order = await remainderInDoubt(shop, 'failBefore');
    expect(order).toMatchObject({ state: 'committed', gifts: [{ remainder: { status: 'owed' } }] });
    const { json } = await shop.call('POST', '/orders/o1/attention', {
      effect: order.attention?.effect,
      happened: true,
    });
    expect(json.gifts[0]?.remainder).toEqual({ amount: 20_000, currency: 'RUB', status: 'issued' });
    expect(json.attention).toBeUndefined();
    expect(shop.proxy.count('generate')).toBe(1);
  });

  it('has it issued when it did not', async () => {
    const shop = await startShop();
    const order = await remainderInDoubt(shop, 'failBefore');
    const { json } = await shop.call('POST', '/orders/o1/attention', {
      effect: order.attention?.effect,
      happened: false,
    });
    expect(json.gifts[0]?.remainder).toMatchObject({ status: 'issued', code: expect.any(String) });
    expect(shop.proxy.count('generate')).toBe(2);
    await expectBooksAgree(shop.journal, await shop.books());
  });
});
