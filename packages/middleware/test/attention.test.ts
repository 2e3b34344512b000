import { describe, expect, it } from 'vitest';
import { codeLifetime } from '../src/orders/effects/code-lifetime.ts';
import { cartOf, newGift, type Shop, startShop, strangerSpends } from './start-shop.ts';

describe('an order that only a person can judge', () => {
  it('says so, with the question, and keeps its code from everybody', async () => {
    const shop = await startShop();
    const code = await shop.newGift(50_000);
    await shop.client.reserve('o1', { cart: cartOf(50_000), codes: [code] });
    const held = shop.proxy.hold('activate', 'before');
    shop.proxy.next('activate', 'failAfter');
    const committing = shop.client.commit('o1');
    await held.reached;
    await strangerSpends(shop.issuer, 50_000);
    held.release();
    await committing;
    await shop.recovered();

    const order = await shop.client.order('o1');
    expect(order.state).toBe('attention');
    expect(order.attention?.question).toBe(`Was gift code ••••${code.slice(-4)} activated by this order?`);
    expect(await shop.client.commit('o1')).toEqual(order);
    await expect(shop.client.cancel('o1')).rejects.toMatchObject({ code: 'ORDER_STATE' });
    await expect(shop.client.refund('o1')).rejects.toMatchObject({ code: 'ORDER_STATE' });
    expect(shop.proxy.count('activate')).toBe(1);

    // Nothing of it keeps later orders of the same amount waiting.
    const next = await shop.newGift(50_000);
    await shop.client.reserve('o2', { cart: cartOf(50_000), codes: [next] });
    expect(await shop.client.commit('o2')).toMatchObject({ state: 'committed' });
    expect(await shop.journal.read.selectFrom('perks_serial').selectAll().execute()).toEqual([]);
  });

  it('has every other code go back to the shopper first', async () => {
    const shop = await startShop();
    const codes = [await shop.newGift(50_000), await shop.newGift(20_000), await shop.newGift(10_000)];
    await shop.client.reserve('o1', { cart: cartOf(80_000), codes });
    await shop.client.commit('o1');

    await refundInDoubt(shop, 'failAfter');

    const order = await shop.client.order('o1');
    expect(order.state).toBe('attention');
    expect(order.attention?.question).toMatch(/^Which of the newly issued codes belongs to /);
    expect(order.returned.map(({ amount, status }) => [amount, status])).toEqual([
      [50_000, 'owed'],
      [20_000, 'issued'],
      [10_000, 'issued'],
    ]);
    expect(await shop.journal.read.selectFrom('perks_serial').selectAll().execute()).toEqual([]);
  });

  it('has every other code go back first also when that one’s answer is lost, too', async () => {
    const shop = await startShop();
    const codes = [await shop.newGift(50_000), await shop.newGift(20_000)];
    await shop.client.reserve('o1', { cart: cartOf(70_000), codes });
    await shop.client.commit('o1');

    await refundInDoubt(shop, 'failAfter', 'failBefore');

    const order = await shop.client.order('o1');
    expect(order).toMatchObject({ state: 'attention', returned: [{ status: 'owed' }, { status: 'issued' }] });
    expect(await shop.journal.read.selectFrom('perks_serial').selectAll().execute()).toEqual([]);
  });

  it('may be committed all the same, when only a remainder is in doubt', async () => {
    const shop = await startShop();
    const code = await shop.newGift(50_000);
    await shop.client.reserve('o1', { cart: cartOf(30_000), codes: [code] });
    const held = shop.proxy.hold('generate', 'before');
    shop.proxy.next('generate', 'failAfter');
    const committing = shop.client.commit('o1');
    await held.reached;
    await strangerIssuesAlike(shop, 20_000);
    held.release();
    await committing;
    await shop.recovered();
    const order = await shop.client.order('o1');
    expect(order).toMatchObject({ state: 'committed', gifts: [{ remainder: { status: 'owed' } }] });
    expect(order.attention?.question).toMatch(/^Which of the newly issued codes/);

    // What the order itself paid can still be refunded.
    await shop.client.refund('o1');
    await shop.recovered();
    expect(await shop.client.order('o1')).toMatchObject({
      state: 'attention',
      returned: [{ amount: 30_000, status: 'issued' }],
    });
  });

  it('is asked about when a code has ended, and an operation says that it was spent', async () => {
    const shop = await startShop();
    const code = await shop.newGift(50_000);
    await shop.client.reserve('o1', { cart: cartOf(50_000), codes: [code] });
    shop.proxy.next('activate', 'failAfter');
    const expired = '{"exists":true,"is_valid":false,"amount":500,"currency_code":"RUB","status":"expired"}';
    shop.proxy.faults = (call) => (call === 'check' ? { status: 200, body: expired } : undefined);
    await shop.client.commit('o1');
    await shop.recovered();
    const order = await shop.client.order('o1');
    expect(order.state).toBe('attention');
    expect(order.attention?.question).toBe(`Was gift code ••••${code.slice(-4)} activated before it was expired?`);
  });

  it('is asked about when the records contradict each other for too long', async () => {
    const shop = await startShop();
    const code = await shop.newGift(50_000);
    await shop.client.reserve('o1', { cart: cartOf(50_000), codes: [code] });
    // The code shows as spent, and no operation shows by whom.
    const empty = { status: 200, body: '{"items":[],"total":0,"page":1,"size":100}' };
    shop.proxy.faults = (call) => (call === 'operations' ? empty : undefined);
    shop.proxy.next('activate', 'failAfter');
    await shop.client.commit('o1');
    for (let minute = 0; minute < 9; minute += 1) {
      shop.time.ahead += 60_000;
      await shop.perks.recover();
    }
    expect(await shop.client.order('o1')).toMatchObject({ state: 'committing' });
    shop.time.ahead += 600_000;
    await shop.perks.recover();
    const order = await shop.client.order('o1');
    expect(order.state).toBe('attention');
    expect(order.attention?.question).toMatch(
      new RegExp(`^Has activate [\\w-]{36} \\(gift code ••••${code.slice(-4)}\\) happened\\?$`),
    );
    expect(shop.proxy.count('activate')).toBe(1);
  });
});

/** Refunds an order whose first new code, of 50 000, cannot be told from a stranger's. */
async function refundInDoubt(shop: Shop, ...faults: Parameters<Shop['proxy']['next']>[1][]): Promise<void> {
  const held = shop.proxy.hold('generate', 'before');
  shop.proxy.next('generate', ...faults);
  const refunding = shop.client.refund('o1');
  await held.reached;
  await strangerIssuesAlike(shop, 50_000);
  held.release();
  await refunding;
  await shop.recovered();
}

/** Somebody else issues a code that nothing tells from the one that is being issued: by chance it has the same lifetime, too. */
async function strangerIssuesAlike(shop: Shop, amount: number): Promise<void> {
  const { reference, since, expires_at } = await shop.journal.read
    .selectFrom('perks_effect')
    .innerJoin('perks_gift', (join) =>
      join
        .onRef('perks_gift.order_id', '=', 'perks_effect.order_id')
        .onRef('perks_gift.position', '=', 'perks_effect.gift_position'),
    )
    .where('perks_effect.state', '=', 'intended')
    .where('perks_effect.amount', '=', amount)
    .select(['perks_effect.reference', 'perks_effect.since', 'perks_gift.expires_at'])
    .executeTakeFirstOrThrow();
  await newGift(shop.issuer, amount, codeLifetime(reference, expires_at, Number(since)) / 1000);
}
