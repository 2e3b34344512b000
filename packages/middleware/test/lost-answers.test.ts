import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { expectBooksAgree } from './expect-books-agree.ts';
import type { Call, Fault } from './faulty-proxy.ts';
import { cartOf, type Shop, spend, strangerSpends, withShop } from './start-shop.ts';

/** An order of 300.00 that a code of 500.00 pays, so that 200.00 go back. */
async function reserved(shop: Shop, id = 'o1'): Promise<string> {
  const code = await shop.newGift(50_000);
  await shop.client.reserve(id, { cart: cartOf(30_000), codes: [code] });
  return code;
}

/** Commits under faults, lets recovery work, and says how it ended. */
async function committedUnder(shop: Shop, call: Call, ...faults: Fault[]) {
  // Others do the same at the same provider, just before.
  const stranger = await strangerSpends(shop.issuer, 50_000);
  await shop.newGift(20_000);
  const code = await reserved(shop);
  shop.proxy.next(call, ...faults);
  const first = await shop.call('POST', '/orders/o1/commit');
  await shop.recovered();
  const books = await shop.books();
  await expectBooksAgree(shop.journal, books, [stranger]);
  const order = await shop.client.order('o1');
  expect(JSON.stringify(first.json)).not.toContain(code);
  return {
    status: first.status,
    state: order.state,
    order,
    spent: books.activations.filter((one) => one.code === code).length,
    /** How often each write was sent. */
    sent: [shop.proxy.count('activate'), shop.proxy.count('generate')],
    strayed: shop.proxy.strayed,
  };
}

/** What a clock of the shop shows that is moved only. */
const NOON = Date.parse('2026-10-01T12:00:00Z');

const committed = { state: 'committed', spent: 1, strayed: [] };

describe.concurrent('a code whose spending happened, but whose answer was lost', () => {
  it.each<Fault>(['resetAfter', 'failAfter', 'hangAfter', 'rubbishAfter', 'late'])(
    'is found spent and never sent again: %j',
    (fault) =>
      withShop({}, async (shop) => {
        expect(await committedUnder(shop, 'activate', fault)).toMatchObject({ ...committed, sent: [1, 1] });
      }),
  );

  it('is told from another’s, which the list showed late', () =>
    withShop({}, async (shop) => {
      await reserved(shop, 'o0');
      await shop.client.commit('o0');
      await shop.recovered();
      await reserved(shop);
      shop.proxy.next('operations', { status: 200, body: '{"items":[],"total":0,"page":1,"size":100}' });
      shop.proxy.next('activate', 'failAfter');
      await shop.client.commit('o1');
      await shop.recovered();
      expect(await shop.client.order('o1')).toMatchObject({ state: 'committed' });
      await expectBooksAgree(shop.journal, await shop.books());
    }));

  it('is found spent by its operation, where the provider no longer knows the code', () =>
    withShop({}, async (shop) => {
      await reserved(shop);
      shop.proxy.next('activate', 'failAfter');
      shop.proxy.next('check', { status: 404 });
      await shop.client.commit('o1');
      await shop.recovered();
      expect(await shop.client.order('o1')).toMatchObject({ state: 'committed' });
      await expectBooksAgree(shop.journal, await shop.books());
    }));

  it('is found spent also when the first looks at it fail', () =>
    withShop({}, async (shop) => {
      await reserved(shop);
      shop.proxy.next('activate', 'failAfter');
      shop.proxy.next('check', { status: 503 }, 'hangBefore');
      shop.proxy.next('operations', { delay: 0 }, 'rubbishAfter');
      await shop.client.commit('o1');
      await shop.recovered();
      expect(await shop.client.order('o1')).toMatchObject({ state: 'committed' });
      expect(shop.proxy.count('activate')).toBe(1);
      await expectBooksAgree(shop.journal, await shop.books());
    }));
});

describe.concurrent('a code whose spending did not happen, although nobody could tell', () => {
  it.each<Fault>(['resetBefore', 'failBefore', 'hangBefore', 'redirect'])(
    'is sent again once a look has shown so: %j',
    (fault) =>
      withShop({}, async (shop) => {
        expect(await committedUnder(shop, 'activate', fault)).toMatchObject({ ...committed, sent: [2, 1] });
      }),
  );
});

describe.concurrent('a new code that was issued, but whose answer was lost', () => {
  it.each<Fault>(['resetAfter', 'failAfter', 'hangAfter', 'rubbishAfter', 'late'])(
    'is found and adopted, not issued twice: %j',
    (fault) =>
      withShop({}, async (shop) => {
        const end = await committedUnder(shop, 'generate', fault);
        expect(end).toMatchObject({ ...committed, status: 200, sent: [1, 1] });
        const remainder = end.order.gifts[0]?.remainder;
        expect(remainder).toMatchObject({ amount: 20_000, status: 'issued' });
        const issued = (await shop.books()).codes.filter(({ name }) => name !== null);
        expect(issued).toMatchObject([{ code: remainder?.code, amount: 20_000 }]);
      }),
  );
});

describe.concurrent('a new code that was not issued, although nobody could tell', () => {
  it.each<Fault>(['resetBefore', 'failBefore', 'hangBefore', 'redirect'])(
    'is issued later, while the order is committed and says that it is owed: %j',
    (fault) =>
      withShop({}, async (shop) => {
        await reserved(shop);
        shop.proxy.next('generate', fault);
        const order = await shop.client.commit('o1');
        expect(order.gifts[0]?.remainder).toEqual({ amount: 20_000, currency: 'RUB', status: 'owed' });
        await shop.recovered();
        const later = await shop.client.order('o1');
        expect(later.gifts[0]?.remainder).toMatchObject({ amount: 20_000, status: 'issued' });
        expect(shop.proxy.count('generate')).toBe(2);
        await expectBooksAgree(shop.journal, await shop.books());
      }),
  );
});

describe.concurrent('a provider that cannot be reached', () => {
  it('has a code tried again, and committed when it comes back in time', () =>
    withShop({}, async (shop) => {
      await reserved(shop);
      await shop.proxy.down();
      const committing = shop.client.commit('o1');
      while ((await triesOf(shop)) === 0) await sleep(5);
      await shop.proxy.up();
      expect(await committing).toMatchObject({ state: 'committed' });
      await expectBooksAgree(shop.journal, await shop.books());
    }));

  it('has the order declined when it stays away, with the code unspent', () =>
    withShop({}, async (shop) => {
      const code = await reserved(shop);
      await shop.proxy.down();
      const committing = shop.call('POST', '/orders/o1/commit');
      while ((await triesOf(shop)) === 0) await sleep(5);
      await shop.recovered();
      const { status, json } = await committing;
      expect([status, json.code, json.detail]).toEqual([409, 'ORDER_DECLINED', 'PROVIDER_UNAVAILABLE']);
      await shop.proxy.up();
      await shop.client.reserve('o2', { cart: cartOf(30_000), codes: [code] });
      expect(await shop.client.commit('o2')).toMatchObject({ state: 'committed' });
      await expectBooksAgree(shop.journal, await shop.books());
    }));

  it.each<Fault>([
    'resetBefore',
    'failBefore',
    'hangBefore',
    'redirect',
    'rubbishAfter',
    { status: 429 },
    { status: 401 },
  ])('has a quote go on without the code: %j', (fault) =>
    withShop({}, async (shop) => {
      const code = await shop.newGift(50_000);
      shop.proxy.faults = () => fault;
      const { quote } = await shop.client.quote({ cart: cartOf(30_000), codes: [code] });
      expect(quote.codes).toMatchObject([{ status: 'rejected', reason: 'discount_code_unavailable' }]);
      expect(quote.amountDue).toBe(30_000);
      expect(shop.proxy.strayed).toEqual([]);
      expect(shop.mishaps).toEqual([]);
    }),
  );
});

describe.concurrent('a provider that refuses', () => {
  it.each<[number, string]>([
    [401, 'PROVIDER_AUTH'],
    [402, 'PROVIDER_FUNDS'],
    [404, 'GIFT_CODE_NOT_FOUND'],
    [409, 'GIFT_CODE_NOT_ACTIVE'],
    [422, 'PROVIDER_REFUSED'],
  ])('a code has the order declined at once: %i', (status, reason) =>
    withShop({}, async (shop) => {
      await reserved(shop);
      shop.proxy.next('activate', { status, body: '{"detail":"Код уже активирован"}' });
      const { json } = await shop.call('POST', '/orders/o1/commit');
      expect([json.code, json.detail, json.order?.state]).toEqual(['ORDER_DECLINED', reason, 'declined']);
      expect(JSON.stringify(json)).not.toContain('активирован');
      expect(shop.proxy.count('activate')).toBe(1);
      await expectBooksAgree(shop.journal, await shop.books());
    }),
  );

  it('the second of two codes has the first one’s value given back', () =>
    withShop({}, async (shop) => {
      const codes = [await shop.newGift(50_000), await shop.newGift(20_000)];
      await shop.client.reserve('o1', { cart: cartOf(60_000), codes });
      shop.proxy.next('activate', { delay: 0 }, { status: 409 });
      const { json } = await shop.call('POST', '/orders/o1/commit');
      expect([json.code, json.order?.state]).toEqual(['ORDER_DECLINED', 'declined']);
      expect(json.order?.returned).toMatchObject([{ amount: 50_000, status: 'issued' }]);
      expect(json.order?.gifts.every(({ remainder }) => remainder === undefined)).toBe(true);

      // The code that was spent stays ours for ever, the other is free.
      const locks = await shop.journal.read.selectFrom('perks_lock').selectAll().execute();
      expect(locks).toHaveLength(1);
      const back = json.order?.returned[0]?.code ?? '';
      await shop.client.reserve('o2', { cart: cartOf(50_000), codes: [back] });
      expect(await shop.client.commit('o2')).toMatchObject({ state: 'committed' });
      await expectBooksAgree(shop.journal, await shop.books());
    }));

  it('to give the value back has the declined order owe it until it can', () =>
    withShop({}, async (shop) => {
      const codes = [await shop.newGift(50_000), await shop.newGift(20_000)];
      await shop.client.reserve('o1', { cart: cartOf(60_000), codes });
      shop.proxy.next('activate', { delay: 0 }, { status: 409 });
      shop.proxy.next('generate', { status: 402, headers: { 'retry-after': '60' } });
      await expect(shop.client.commit('o1')).rejects.toMatchObject({ code: 'ORDER_DECLINED' });
      const order = await shop.client.order('o1');
      expect([order.state, order.returned]).toEqual([
        'declining',
        [{ amount: 50_000, currency: 'RUB', status: 'owed' }],
      ]);
      shop.time.ahead += 61_000;
      await shop.recovered();
      expect(await shop.client.order('o1')).toMatchObject({ state: 'declined', returned: [{ status: 'issued' }] });
      await expectBooksAgree(shop.journal, await shop.books());
    }));

  it('a code after an answer was lost is not taken for having spent it', () =>
    withShop({}, async (shop) => {
      await reserved(shop);
      shop.proxy.next('activate', 'failBefore', { status: 401 });
      const first = await shop.call('POST', '/orders/o1/commit');
      expect([first.status, first.json.state]).toEqual([202, 'committing']);
      await shop.recovered();
      const { json } = await shop.call('POST', '/orders/o1/commit');
      expect([json.code, json.detail]).toEqual(['ORDER_DECLINED', 'PROVIDER_AUTH']);
      await expectBooksAgree(shop.journal, await shop.books());
    }));

  it('a code as spent after an answer was lost is believed to have spent it for us', () =>
    withShop({}, async (shop) => {
      // The first request arrives only when the second is on its way: the second is refused because of the first.
      const code = await reserved(shop);
      shop.proxy.next('activate', 'failBefore');
      expect(await shop.client.commit('o1')).toMatchObject({ state: 'committing' });
      const held = shop.proxy.hold('activate', 'before');
      const recovering = shop.recovered();
      await held.reached;
      await spend(shop.issuer, code);
      held.release();
      await recovering;
      expect(shop.proxy.count('activate')).toBe(2);
      expect(await shop.client.order('o1')).toMatchObject({ state: 'committed' });
      expect((await shop.books()).activations.map((one) => one.code)).toEqual([code]);
      await expectBooksAgree(shop.journal, await shop.books());
    }));

  it('a code that somebody else ended meanwhile has the order declined', () =>
    withShop({}, async (shop) => {
      const code = await reserved(shop);
      const held = shop.proxy.hold('activate', 'before');
      shop.proxy.next('activate', 'failBefore');
      const committing = shop.call('POST', '/orders/o1/commit');
      await held.reached;
      await fetch(`${shop.issuer}/api/v1/codes/${code}`, {
        method: 'DELETE',
        headers: { 'x-api-key': 'v-dar-key-0123456789abcdef' },
      });
      held.release();
      await committing;
      await shop.recovered();
      const { json } = await shop.call('POST', '/orders/o1/commit');
      expect([json.code, json.detail]).toEqual(['ORDER_DECLINED', 'GIFT_CODE_NOT_ACTIVE']);
      await expectBooksAgree(shop.journal, await shop.books());
    }));

  it('to be asked too often is asked again after a pause, even when it asks for none', () =>
    withShop({ clock: () => NOON }, async (shop) => {
      await reserved(shop);
      shop.proxy.faults = (call) =>
        call === 'generate' ? { status: 429, headers: { 'retry-after': '0' } } : undefined;
      await shop.client.commit('o1');
      for (const [ms, asked] of [
        [499, 1],
        [1, 2],
        [999, 2],
        [1, 3],
      ] as const) {
        shop.time.ahead += ms;
        await shop.perks.recover();
        await shop.perks.recover();
        expect(shop.proxy.count('generate')).toBe(asked);
      }
      shop.proxy.faults = () => undefined;
      await shop.recovered();
      await expectBooksAgree(shop.journal, await shop.books());
    }));

  it('for an endless time is asked again within minutes', () =>
    withShop({}, async (shop) => {
      await reserved(shop);
      shop.proxy.next('generate', { status: 429, headers: { 'retry-after': '999999' } });
      await shop.client.commit('o1');
      await shop.perks.recover();
      expect(shop.proxy.count('generate')).toBe(1);
      shop.time.ahead += 601_000;
      await shop.recovered();
      await expectBooksAgree(shop.journal, await shop.books());
    }));
});

describe.concurrent('a provider that stays broken for writes', () => {
  /** Goes through an hour, eleven minutes at a time. */
  async function anHour(shop: Shop): Promise<void> {
    for (let time = 0; time < 12; time += 1) {
      shop.time.ahead += 660_000;
      await shop.perks.recover();
    }
  }

  it('has the order declined in the end: the code is known to be unspent', () =>
    withShop({ timing: { reserveFor: 2 ** 31 - 1 } }, async (shop) => {
      await reserved(shop);
      shop.proxy.faults = (call) => (call === 'activate' ? 'failBefore' : undefined);
      expect(await shop.client.commit('o1')).toMatchObject({ state: 'committing' });
      await anHour(shop);
      const { json } = await shop.call('POST', '/orders/o1/commit');
      expect([json.code, json.detail]).toEqual(['ORDER_DECLINED', 'PROVIDER_UNAVAILABLE']);
      expect(shop.proxy.count('activate')).toBe(8);
      await expectBooksAgree(shop.journal, await shop.books());
    }));

  it('owes a new code for as long as it takes', () =>
    withShop({}, async (shop) => {
      await reserved(shop);
      shop.proxy.faults = (call) => (call === 'generate' ? 'failBefore' : undefined);
      await shop.client.commit('o1');
      for (let hour = 0; hour < 5; hour += 1) await anHour(shop);
      const order = await shop.client.order('o1');
      expect(order).toMatchObject({ state: 'committed', gifts: [{ remainder: { status: 'owed' } }] });
      expect(order.attention).toBeUndefined();

      shop.proxy.faults = () => undefined;
      shop.time.ahead += 660_000;
      await shop.recovered();
      expect(await shop.client.order('o1')).toMatchObject({ gifts: [{ remainder: { status: 'issued' } }] });
      await expectBooksAgree(shop.journal, await shop.books());
    }));

  it('has a refund wait for a remainder that is still owed', () =>
    withShop({}, async (shop) => {
      await reserved(shop);
      // Longer than a caller is kept waiting.
      const refused = { status: 402, headers: { 'retry-after': '60' } };
      shop.proxy.faults = (call) => (call === 'generate' ? refused : undefined);
      await shop.client.commit('o1');
      const refunding = await shop.call('POST', '/orders/o1/refund');
      expect([refunding.status, refunding.json.state]).toEqual([202, 'refunding']);
      expect(refunding.json.returned).toEqual([{ amount: 30_000, currency: 'RUB', status: 'owed' }]);

      shop.proxy.faults = () => undefined;
      await shop.recovered();
      expect(await shop.client.order('o1')).toMatchObject({
        state: 'refunded',
        gifts: [{ remainder: { status: 'issued', amount: 20_000 } }],
        returned: [{ status: 'issued', amount: 30_000 }],
      });
      await expectBooksAgree(shop.journal, await shop.books());
    }));

  it('keeps a caller no longer than they may be kept waiting, and goes on without them', () =>
    withShop({ timing: { wait: 200 } }, async (shop) => {
      await reserved(shop);
      const held = shop.proxy.hold('operations', 'before');
      const { status, json } = await shop.call('POST', '/orders/o1/commit');
      expect([status, json.state]).toEqual([202, 'committing']);
      held.release();
      while ((await shop.client.order('o1')).state !== 'committed') await sleep(5);
    }));
});

/** How often the first code of the only order was tried to be spent, in vain. */
async function triesOf({ journal }: Shop): Promise<number> {
  const effect = await journal.read.selectFrom('perks_effect').select('attempts').executeTakeFirst();
  return effect?.attempts ?? 0;
}
