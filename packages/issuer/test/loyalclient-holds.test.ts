import { describe, expect, it } from 'vitest';
import { START } from './support/open-issuer.ts';
import { CLIENT, loyalCaller, openLoyalty, POINT } from './support/open-loyalty.ts';

const MINUTE = 60_000;
const sale = { client: CLIENT, point: POINT, amount: 100, spend: 0 };

describe('a hold', () => {
  it('lowers the balance, except for a request that names it; unknown, foreign and released ids are ignored', async () => {
    const { call, balance, hold } = await openLoyalty();
    const one = await hold(100);
    const two = await hold(50, { point: 'shop2' });
    expect(await balance()).toBe(728);
    expect(await balance([one])).toBe(828);
    expect(await balance([one, two, one, 'unknown'])).toBe(878);
    expect(await balance([one], '79200000001')).toBe(0);
    await call('bonuses/release', { id: one });
    expect(await balance([one])).toBe(828);
    expect(await balance([two])).toBe(878);
  });

  it('changes no other member’s balance, even if that member names it', async () => {
    const { call, balance, hold, loyalClient, levelId } = await openLoyalty();
    await loyalClient.createMember({ levelId, memberId: 'second', phone: '79200000002', balance: 10 });
    const id = await hold(100);
    expect([await balance(undefined, '79200000002'), await balance([id], '79200000002')]).toStrictEqual([10, 10]);
    const sale = { client: 'second', point: 'shop2', amount: 100, spend: 11, hold: [id] };
    expect((await call('retail', sale)).json).toStrictEqual({ spend: "Spend can't be more 10" });
    expect((await call('retail', { ...sale, spend: 10 })).status).toBe(200);
    expect([await balance(), await balance([id])]).toStrictEqual([778, 878]);
  });

  it('limits what a recalc and a purchase can spend, unless they name it', async () => {
    const { call, hold } = await openLoyalty();
    const id = await hold(800);
    const asked = { client: CLIENT, point: 'shop2', amount: 500 };
    expect((await call('recalc', asked)).json.recalc).toMatchObject({ spend: 78 });
    expect((await call('recalc', { ...asked, hold: [id] })).json.recalc).toMatchObject({ spend: 500 });
    const refused = await call('retail', { ...asked, spend: 79 });
    expect(refused.json).toStrictEqual({ spend: "Spend can't be more 78" });
    expect((await call('retail', { ...asked, spend: 500, hold: [id] })).status).toBe(200);
  });

  it('ends by the clock, at the second that its answer names', async () => {
    const { call, balance, time } = await openLoyalty();
    const { json } = await call('bonuses/hold', { client: CLIENT, point: POINT, amount: 100, duration: 30 });
    const { id, until } = json.held as unknown as { id: string; until: number };
    // At least half an hour, and at most one second more.
    expect(until * 1000 - START).toBeGreaterThanOrEqual(30 * MINUTE);
    expect(until * 1000 - START).toBeLessThan(30 * MINUTE + 1000);
    time.now = until * 1000 - 1;
    expect([await balance(), await balance([id])]).toStrictEqual([778, 878]);
    time.now = until * 1000;
    expect([await balance(), await balance([id])]).toStrictEqual([878, 878]);
    expect((await call('bonuses/hold', { client: CLIENT, point: POINT, amount: 878 })).status).toBe(200);
  });

  it('is consumed by the purchase that names it: neither naming it nor its end restores the points', async () => {
    const { call, balance, hold, time, loyalClient } = await openLoyalty();
    const id = await hold(100);
    await call('retail', { ...sale, spend: 100, hold: [id] });
    expect([await balance(), await balance([id])]).toStrictEqual([778, 778]);
    time.now += 60 * MINUTE;
    await call('bonuses/release', { id });
    expect([await balance(), await balance([id])]).toStrictEqual([778, 778]);
    expect(await loyalClient.member(CLIENT)).toMatchObject({
      balance: 778,
      holds: [{ id, state: 'consumed', amount: 100, pointId: POINT }],
      operations: [{ spend: 100, earn: 0, amount: 100, total: 0, pointId: POINT, at: START }],
    });
  });

  it('is consumed at any point of sale', async () => {
    const { call, balance, hold, loyalClient } = await openLoyalty();
    const id = await hold(100, { point: 'shop2' });
    await call('retail', { ...sale, spend: 100, hold: [id] });
    expect([await balance(), await balance([id])]).toStrictEqual([778, 778]);
    expect((await loyalClient.member(CLIENT)).holds).toMatchObject([{ id, state: 'consumed' }]);
  });

  it('shows whether a purchase took place, by the balance with and without it', async () => {
    const { call, balance, hold, time } = await openLoyalty();
    const before = 878;
    const open = await hold(100);
    expect([await balance(), await balance([open])]).toStrictEqual([before - 100, before]);
    await call('retail', { ...sale, spend: 100, hold: [open] });
    expect([await balance(), await balance([open])]).toStrictEqual([before - 100, before - 100]);
    const ended = await hold(100);
    time.now += 11 * MINUTE;
    expect([await balance(), await balance([ended])]).toStrictEqual([before - 100, before - 100]);
  });

  it('works as a witness of one point: a purchase that earns points ends it', async () => {
    const { call, balance, hold } = await openLoyalty();
    const witness = await hold(1);
    expect((await balance([witness])) - (await balance())).toBe(1);
    await call('retail', sale);
    expect((await balance([witness])) - (await balance())).toBe(0);
    expect(await balance()).toBe(888);
  });

  it('is released by the client’s next purchase at its point of sale, and by no other purchase', async () => {
    const { call, balance, hold, loyalClient, levelId } = await openLoyalty();
    await loyalClient.createMember({ levelId, memberId: 'second', phone: '79200000002', balance: 10 });
    const here = await hold(100);
    const there = await hold(50, { point: 'shop2' });
    await call('retail', { ...sale, client: 'second' });
    expect(await balance()).toBe(728);
    await call('retail', sale);
    expect(await balance()).toBe(878 - 50 + 10);
    expect((await loyalClient.member(CLIENT)).holds).toMatchObject([
      { id: here, state: 'autoReleased' },
      { id: there, state: 'held' },
    ]);
  });

  it('stays held if the purchase is refused', async () => {
    const { call, balance, hold } = await openLoyalty();
    const id = await hold(100);
    expect((await call('retail', { ...sale, spend: 101, hold: [id] })).status).toBe(422);
    expect([await balance(), await balance([id])]).toStrictEqual([778, 878]);
  });
});

describe('options of LoyalClient’s behaviour', () => {
  it('holdReading subtract shows the whole balance, and subtracts the named holds', async () => {
    const { call, balance, hold } = await openLoyalty({ loyalClient: { holdReading: 'subtract' } });
    const id = await hold(100);
    expect([await balance(), await balance([id])]).toStrictEqual([878, 778]);
    const { json } = await call('recalc', { client: CLIENT, point: POINT, amount: 1000, hold: [id] });
    expect(json.recalc).toMatchObject({ spend: 778 });
    // The same points must not be held twice.
    expect((await call('bonuses/hold', { client: CLIENT, point: POINT, amount: 779 })).status).toBe(422);
  });

  it('anyClientAtPoint releases all clients’ holds at that point of sale', async () => {
    const { call, balance, hold } = await openLoyalty({ loyalClient: { anyClientAtPoint: true } });
    await hold(100);
    await hold(50, { point: 'shop2' });
    await call('retail', { ...sale, client: 'discounted' });
    expect(await balance()).toBe(828);
  });

  it('pointsScale 2 counts in hundredths of a point', async () => {
    const { call, balance, hold } = await openLoyalty({ loyalClient: { pointsScale: 2 } });
    await hold(0.5);
    expect(await balance()).toBe(877.5);
    expect((await call('recalc', { ...sale, amount: 33.33 })).json.recalc).toMatchObject({ spend: 33.33, earn: 3.33 });
    expect((await call('retail', { ...sale, spend: 12.34 })).json.retail).toMatchObject({ spend: 12.34, total: 87.66 });
    expect(await balance()).toBe(865.66);
    const refused = await call('retail', { ...sale, amount: 12.3, spend: 12.31 });
    expect(refused.json).toStrictEqual({ spend: "Spend can't be more 12.3" });
  });

  it('earnDelayMs keeps newly earned points from being spent or held for a while', async () => {
    const { call, balance, time } = await openLoyalty({ loyalClient: { earnDelayMs: MINUTE } });
    await call('retail', sale);
    time.now += MINUTE - 1;
    expect(await balance()).toBe(878);
    expect((await call('bonuses/hold', { client: CLIENT, point: POINT, amount: 879 })).status).toBe(422);
    time.now += 1;
    expect(await balance()).toBe(888);
  });

  it('prefix serves the API under that path, and still at the root', async () => {
    const { issuer, apiKey } = await openLoyalty({ loyalClient: { prefix: '/tenant-1' } });
    for (const before of ['', '/tenant-1']) {
      const call = loyalCaller(issuer, apiKey, `http://issuer.test${before}/integration/general`);
      expect((await call('recalc', { client: CLIENT, point: POINT, amount: 100 })).status).toBe(200);
    }
    const elsewhere = loyalCaller(issuer, apiKey, 'http://issuer.test/tenant-2/integration/general');
    expect((await elsewhere('recalc')).status).toBe(404);
  });
});

describe('at once', () => {
  it('1000 holds of one member hold exactly the balance', async () => {
    const { call, loyalClient, levelId, failures } = await openLoyalty();
    await loyalClient.createMember({ levelId, memberId: 'rich', phone: '79200000009', balance: 5000 });
    const amounts = Array.from({ length: 1000 }, (_, i) => 1 + (i % 17));
    const body = { client: 'rich', point: POINT, duration: 30 };
    const answers = await Promise.all(amounts.map((amount) => call('bonuses/hold', { ...body, amount })));
    const held = answers.flatMap(({ status }, i) => (status === 200 ? (amounts[i] ?? 0) : []));
    const refused = answers.flatMap(({ status }, i) => (status === 422 ? (amounts[i] ?? 0) : []));
    expect(held.length + refused.length).toBe(1000);
    const sum = held.reduce((total, amount) => total + amount, 0);
    const books = await loyalClient.member('rich');
    expect(books.free).toBe(5000 - sum);
    // Every refused hold asked for more than is left, so less is left than the largest request.
    expect(Math.min(...refused)).toBeGreaterThan(books.free);
    expect(books.holds).toHaveLength(held.length);
    expect(new Set(books.holds.map(({ id }) => id)).size).toBe(held.length);
    expect(failures).toStrictEqual([]);
  });

  it('purchases, holds and releases of one member never spend a point twice', async () => {
    const { call, loyalClient, hold, failures } = await openLoyalty();
    const ids = await Promise.all(Array.from({ length: 8 }, () => hold(100, { point: 'shop2' })));
    const work = Array.from({ length: 120 }, (_, i) => {
      const id = ids[i % 8] ?? '';
      if (i % 3 === 0) return call('retail', { ...sale, amount: 1000, spend: 100, hold: [id] });
      if (i % 3 === 1) return call('bonuses/release', { id });
      return call('bonuses/hold', { client: CLIENT, point: 'shop2', amount: 60 });
    });
    const answers = await Promise.all(work);
    const sold = answers.filter(({ status }, i) => i % 3 === 0 && status === 200).length;
    const books = await loyalClient.member(CLIENT);
    const held = books.holds.filter(({ state }) => state === 'held').reduce((sum, { amount }) => sum + amount, 0);
    expect(books.balance).toBe(878 - 100 * sold);
    expect(books.operations).toHaveLength(sold);
    expect(books.free).toBe(books.balance - held);
    expect(books.free).toBeGreaterThanOrEqual(0);
    expect(failures).toStrictEqual([]);
  });
});
