import { describe, expect, it } from 'vitest';
import { expectBooksAgree } from './expect-books-agree.ts';
import { cartOf, newGift, type Shop, spend, startShop } from './start-shop.ts';

/** An order of 300.00 that a code of 500.00 pays, so that 200.00 go back. */
async function reserved(shop: Shop, id = 'o1'): Promise<string> {
  const code = await shop.newGift(50_000);
  await shop.client.reserve(id, { cart: cartOf(30_000), codes: [code] });
  return code;
}

describe('a lost issue, while somebody else issues codes of the same amount with the same key', () => {
  it('finds its own code among theirs', async () => {
    const shop = await startShop();
    await reserved(shop);
    const held = shop.proxy.hold('generate', 'before');
    shop.proxy.next('generate', 'failAfter');
    const committing = shop.client.commit('o1');
    await held.reached;
    const theirs = [await newGift(shop.issuer, 20_000), await newGift(shop.issuer, 20_000, 86_400)];
    held.release();
    await committing;
    await shop.recovered();

    const [gift] = (await shop.client.order('o1')).gifts;
    const ours = (await shop.books()).codes.find(({ name }) => name !== null);
    expect(gift?.remainder).toMatchObject({ status: 'issued', code: ours?.code });
    expect(theirs).not.toContain(gift?.remainder?.code);
    expect(shop.proxy.count('generate')).toBe(1);
  });

  it('never takes their code for its own when it has none', async () => {
    const shop = await startShop();
    await reserved(shop);
    const held = shop.proxy.hold('generate', 'before');
    shop.proxy.next('generate', 'failBefore');
    const committing = shop.client.commit('o1');
    await held.reached;
    const theirs = await newGift(shop.issuer, 20_000);
    held.release();
    await committing;
    await shop.recovered();

    // Whether the provider keeps lifetimes to the second is not known before it has issued a code for us.
    const order = await shop.client.order('o1');
    expect(order.gifts[0]?.remainder).toMatchObject({ status: 'owed' });
    expect(order.attention?.question).toMatch(/^Which of the newly issued codes/);
    expect(JSON.stringify(order)).not.toContain(theirs);
    expect(shop.proxy.count('generate')).toBe(1);
  });

  it('knows their code for theirs, once it has seen how the provider keeps lifetimes, and issues its own', async () => {
    const shop = await startShop();
    await reserved(shop, 'o0');
    await shop.client.commit('o0');
    await reserved(shop);
    const held = shop.proxy.hold('generate', 'before');
    shop.proxy.next('generate', 'failBefore');
    const committing = shop.client.commit('o1');
    await held.reached;
    const theirs = await newGift(shop.issuer, 20_000);
    held.release();
    await committing;
    await shop.recovered();

    const [gift] = (await shop.client.order('o1')).gifts;
    expect(gift?.remainder).toMatchObject({ status: 'issued' });
    expect(gift?.remainder?.code).not.toBe(theirs);
    expect(shop.proxy.count('generate')).toBe(3);
    expect((await shop.books()).codes.filter(({ name }) => name !== null)).toHaveLength(2);
  });

  it('asks again, and sends nothing, while the balance says that a code was issued which the list does not show', async () => {
    const shop = await startShop();
    await reserved(shop);
    const empty = { status: 200, body: '{"items":[],"total":0,"page":1,"size":100}' };
    shop.proxy.next('codes', empty, empty, empty);
    shop.proxy.next('generate', 'failAfter');
    await shop.client.commit('o1');
    await shop.recovered();
    expect((await shop.client.order('o1')).gifts[0]?.remainder).toMatchObject({ status: 'issued' });
    expect(shop.proxy.count('generate')).toBe(1);
    await expectBooksAgree(shop.journal, await shop.books());
  });
});

describe('a lost activation', () => {
  it('is found among two thousand others that came with it', async () => {
    const shop = await startShop();
    const code = await shop.newGift(50_000);
    await shop.client.reserve('o1', { cart: cartOf(50_000), codes: [code] });
    const held = shop.proxy.hold('activate', 'before');
    shop.proxy.next('activate', 'failAfter');
    const committing = shop.client.commit('o1');
    await held.reached;
    await burst(shop, 1000);
    held.release();
    await committing;
    await burst(shop, 1000);
    await shop.recovered();
    expect(await shop.client.order('o1')).toMatchObject({ state: 'committed' });
    expect(shop.proxy.count('activate')).toBe(1);
    expect((await shop.books()).activations).toHaveLength(2001);
  });
});

/** Others activate so many codes of other amounts. */
async function burst(shop: Shop, count: number): Promise<void> {
  const { codes } = await shop.control.vDar.generateCodes({ siteId: shop.siteId, count, amount: 40_000 });
  const queue = codes.values();
  const work = async () => {
    for (const code of queue) await spend(shop.issuer, code, shop.ask);
  };
  await Promise.all(Array.from({ length: 32 }, work));
}

describe('a provider whose clock is hours off', () => {
  it.each([-5, 7])('shows a lost activation and a lost issue all the same: %i hours', async (hours) => {
    const shop = await startShop({ clock: () => Date.now() + hours * 3600_000 });
    await reserved(shop, 'o0');
    await shop.client.commit('o0');
    await reserved(shop);
    shop.proxy.next('activate', 'failAfter');
    shop.proxy.next('generate', 'failAfter');
    await shop.client.commit('o1');
    await shop.recovered();
    const order = await shop.client.order('o1');
    expect(order).toMatchObject({ state: 'committed', gifts: [{ remainder: { status: 'issued' } }] });
    expect([shop.proxy.count('activate'), shop.proxy.count('generate')]).toEqual([2, 2]);
    await expectBooksAgree(shop.journal, await shop.books());
  });
});
