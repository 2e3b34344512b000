import type { Difference, Reconciliation } from '@checkout-perks/core/contract';
import { createVDarGiftProvider } from '@checkout-perks/core/providers/v-dar';
import { describe, expect, it } from 'vitest';
import { API_KEY, MOTTOR } from './offer-perks.ts';
import { cartOf, type Shop, type ShopOptions, spend, startShop, strangerSpends } from './start-shop.ts';

const MINUTE = 60_000;

/** A shop whose customers have so many codes of 500.00 each; what they cost is long past. */
async function startBooks(codes: number, options: ShopOptions = {}): Promise<{ shop: Shop; gifts: string[] }> {
  const shop = await startShop(options);
  const gifts: string[] = [];
  for (let count = 0; count < codes; count += 1) gifts.push(await shop.newGift(50_000));
  await shop.perks.reconcile();
  shop.time.ahead += 60 * MINUTE;
  return { shop, gifts };
}

/** What differs in the last half an hour. */
function reconciled(shop: Shop): Promise<Reconciliation> {
  return shop.perks.reconcile({ since: new Date(Date.now() + shop.time.ahead - 30 * MINUTE).toISOString() });
}

/** Each difference as `kind cause order amount`, sorted. */
const lineOf = ({ kind, cause, orderId = '-', amount }: Difference) => `${kind} ${cause} ${orderId} ${amount ?? '-'}`;
/** In alphabetical order: what happened in one millisecond is listed in any. */
const sorted = (differences: readonly Difference[]) =>
  differences.toSorted((one, other) => (lineOf(one) < lineOf(other) ? -1 : 1));
const lines = ({ differences }: { differences: Difference[] }) => sorted(differences).map(lineOf);
const details = ({ differences }: { differences: Difference[] }) => sorted(differences).map((one) => one.details);

/** An order of 300.00 that a code of 500.00 pays, so that 200.00 go back. */
async function committed(shop: Shop, id: string, code: string | undefined): Promise<void> {
  await shop.client.reserve(id, { cart: cartOf(30_000), codes: [code ?? ''] });
  await shop.client.commit(id);
}

describe('perks.reconcile, where the books agree', () => {
  it('finds no difference, and says how much it has compared', async () => {
    const { shop, gifts } = await startBooks(3);
    await committed(shop, 'o1', gifts[0]);
    await committed(shop, 'o2', gifts[1]);
    await shop.client.refund('o2');
    await shop.client.reserve('o3', { cart: cartOf(10_000), codes: [gifts[2] ?? ''] });

    const books = await reconciled(shop);
    expect(books.differences).toEqual([]);
    expect(books.checked).toEqual({
      activations: { provider: 2, journal: 2 },
      issues: { provider: 3, journal: 3 },
      promos: { promos: 0, journal: 0, provider: 0 },
      points: { journal: 0 },
      inFlight: 0,
    });
    expect(books.notCompared).toEqual([]);
    expect(books.balance).toMatchObject({ credited: 100_000, debited: 70_000 });
  });

  it('finds none either where answers were lost and found again', async () => {
    // The second order waits for what became of the first, which takes until time is moved.
    const { shop, gifts } = await startBooks(2, { timing: { wait: 200 } });
    shop.proxy.next('activate', 'failAfter', 'failBefore');
    shop.proxy.next('generate', 'failAfter', 'failBefore');
    await committed(shop, 'o1', gifts[0]);
    await committed(shop, 'o2', gifts[1]);
    await shop.recovered();
    expect((await reconciled(shop)).differences).toEqual([]);
  });

  it('finds none where the provider’s clock is hours off', async () => {
    const { shop, gifts } = await startBooks(1, { clock: () => Date.now() + 8 * 60 * MINUTE });
    await committed(shop, 'o1', gifts[0]);
    const since = new Date(Date.now() + 7 * 60 * MINUTE).toISOString();
    expect((await shop.perks.reconcile({ since })).differences).toEqual([]);
  });
});

describe('perks.reconcile, where somebody else uses the key', () => {
  it('lists what they spent and issued, codes masked', async () => {
    const { shop, gifts } = await startBooks(1);
    await committed(shop, 'o1', gifts[0]);
    const code = await strangerSpends(shop.issuer, 12_300);
    const books = await reconciled(shop);
    expect(lines(books)).toEqual(['activation not_in_journal - 12300', 'issue not_in_journal - 12300']);
    expect(details(books)).toEqual([
      { operation: expect.any(String) },
      { issue: expect.any(String), code: `••••${code.slice(-4)}` },
    ]);
    // Their doings explain the balance all the same.
    expect(books.balance).toMatchObject({ credited: 62_300, debited: 32_300 });
    expect(JSON.stringify(books)).not.toContain(code);
  });
});

describe('perks.reconcile, where the journal was altered', () => {
  it('lists an order that claims another deed than it did, once the list has had time to show it', async () => {
    const { shop, gifts } = await startBooks(1);
    await committed(shop, 'o1', gifts[0]);
    await shop.journal.transact((tx) =>
      tx.updateTable('perks_effect').set({ receipt_id: 'activate:never' }).where('kind', '=', 'activate').execute(),
    );
    expect(lines(await reconciled(shop))).toEqual([
      'activation count_lags o1 50000',
      'activation not_in_journal - 50000',
    ]);
    shop.time.ahead += 11 * MINUTE;
    const books = await reconciled(shop);
    expect(lines(books)).toContainEqual('activation not_at_provider o1 50000');
    expect(details(books)).toContainEqual({ receipt: 'never' });
  });

  it('lists another sum than the provider’s, of an activation and of an issue', async () => {
    const { shop, gifts } = await startBooks(1);
    await committed(shop, 'o1', gifts[0]);
    await shop.journal.transact((tx) =>
      tx
        .updateTable('perks_effect')
        .set((row) => ({ amount: row('amount', '+', 1) }))
        .execute(),
    );
    const books = await reconciled(shop);
    expect(lines(books)).toEqual(['activation amount_differs o1 50001', 'issue amount_differs o1 20001']);
    expect(details(books)).toMatchObject([{ providerAmount: 50_000 }, { providerAmount: 20_000 }]);
  });
});

describe('perks.reconcile, where an order is not at its end', () => {
  const hidden = { status: 503, body: '{}' };

  it('lists an outcome that is not known yet, and takes nobody else’s doing for it', async () => {
    const { shop, gifts } = await startBooks(1, { timing: { wait: 100 } });
    await shop.client.reserve('o1', { cart: cartOf(50_000), codes: gifts });
    shop.proxy.next('activate', 'failAfter');
    shop.proxy.faults = (call) => (call === 'check' ? hidden : undefined);
    await shop.client.commit('o1');

    expect(await reconciled(shop)).toMatchObject({ differences: [], checked: { inFlight: 1 } });
    shop.time.ahead += 2 * MINUTE;
    const books = await reconciled(shop);
    expect(lines(books)).toEqual(['activation still_unknown o1 50000']);
    expect(details(books)).toMatchObject([{ purpose: 'pay', state: 'unknown' }]);

    await strangerSpends(shop.issuer, 50_000);
    const more = await reconciled(shop);
    expect(lines(more).filter((line) => line.startsWith('activation'))).toEqual([
      'activation not_in_journal - 50000',
      'activation not_in_journal - 50000',
      'activation still_unknown o1 50000',
    ]);
    expect(details(more)).toContainEqual({ operation: expect.any(String), mayBelongTo: ['o1'] });
  });

  it('lists what a person must find out, and what became of it once they have', async () => {
    const { shop, gifts } = await startBooks(1);
    await shop.client.reserve('o1', { cart: cartOf(50_000), codes: gifts });
    const held = shop.proxy.hold('activate', 'before');
    shop.proxy.next('activate', 'failAfter');
    const committing = shop.client.commit('o1');
    await held.reached;
    await strangerSpends(shop.issuer, 50_000);
    held.release();
    await committing;
    await shop.recovered();

    const books = await reconciled(shop);
    expect(lines(books).filter((line) => line.startsWith('activation'))).toEqual([
      'activation in_attention o1 50000',
      'activation not_in_journal - 50000',
      'activation not_in_journal - 50000',
    ]);
    const { attention } = await shop.client.order('o1');
    const open = books.differences.find(({ cause }) => cause === 'in_attention');
    expect(open).toMatchObject({ effect: attention?.effect, details: { question: attention?.question } });

    await shop.client.answerAttention('o1', { effect: attention?.effect ?? '', happened: true });
    const later = await reconciled(shop);
    expect(lines(later).filter((line) => line.startsWith('activation'))).toEqual(['activation not_in_journal - 50000']);
  });

  it('lists a person’s yes for which the provider shows nothing', async () => {
    const { shop, gifts } = await startBooks(1);
    await shop.client.reserve('o1', { cart: cartOf(50_000), codes: gifts });
    await shop.client.commit('o1');
    await shop.journal.transact((tx) =>
      tx.updateTable('perks_effect').set({ receipt_id: null, amount: 40_000, answer: 'happened' }).execute(),
    );
    expect(lines(await reconciled(shop))).toEqual([
      'activation not_at_provider o1 40000',
      'activation not_in_journal - 50000',
    ]);
  });

  it('lists what is owed to a shopper', async () => {
    const { shop, gifts } = await startBooks(1, { timing: { wait: 100 } });
    shop.proxy.faults = (call) => (call === 'generate' ? { status: 402 } : undefined);
    await committed(shop, 'o1', gifts[0]);
    const refused = shop.journal.read.selectFrom('perks_effect').select('error').where('error', 'is not', null);
    await expect.poll(() => refused.execute()).toHaveLength(1);
    shop.time.ahead += 2 * MINUTE;
    const books = await reconciled(shop);
    expect(lines(books)).toEqual(['issue owed o1 20000']);
    expect(details(books)).toMatchObject([{ purpose: 'remainder', error: 'PROVIDER_FUNDS' }]);
    shop.proxy.faults = () => undefined;
    await shop.recovered();
    expect((await reconciled(shop)).differences).toEqual([]);
  });
});

describe('perks.reconcile, where the provider keeps a part', () => {
  it('lists the fee, and the order says what was credited', async () => {
    const withFee = async (request: Request) => {
      const response = await fetch(request);
      if (!request.url.endsWith('/activate') || !response.ok) return response;
      const answer = (await response.json()) as { activated_amount: number };
      return Response.json({ ...answer, activated_amount: answer.activated_amount * 0.98 });
    };
    const { shop, gifts } = await startBooks(2);
    const baseUrl = `${shop.proxy.url}/api/v1`;
    const gift = createVDarGiftProvider({
      baseUrl,
      apiKey: API_KEY,
      siteId: shop.siteId,
      fetch: withFee,
    });
    const { client } = await shop.another({ gift });
    await client.reserve('o1', { cart: cartOf(50_000), codes: [gifts[0] ?? ''] });
    const order = await client.commit('o1');
    expect(order).toMatchObject({ state: 'committed', gifts: [{ credited: { amount: 49_000, currency: 'RUB' } }] });
    await committed(shop, 'o2', gifts[1]);

    const books = await reconciled(shop);
    expect(lines(books)).toEqual(['activation amount_differs o1 50000']);
    expect(details(books)).toMatchObject([{ providerAmount: 49_000, providerCurrency: 'RUB' }]);
  });
});

describe('perks.reconcile and the balance', () => {
  it('lists a movement that neither activations nor issues explain', async () => {
    const { shop, gifts } = await startBooks(1);
    await committed(shop, 'o1', gifts[0]);
    await shop.control.vDar.topUp({ siteId: shop.siteId, amount: 700 });
    const books = await reconciled(shop);
    expect(lines(books)).toEqual(['balance balance_moved - 700']);
    const { opening, closing } = books.balance ?? expect.unreachable();
    expect(closing.amount - opening.amount).toBe(50_000 - 20_000 + 700);
    // From then on it is part of the opening.
    shop.time.ahead += 60 * MINUTE;
    expect((await reconciled(shop)).differences).toEqual([]);
  });

  it('says that there is nothing to compare with at the first time, and when it never stands still', async () => {
    const shop = await startShop();
    const first = await shop.perks.reconcile();
    expect(first.notCompared).toEqual([{ kind: 'balance', provider: 'v-dar', reason: 'no_opening' }]);
    expect(first.balance).toBeUndefined();
    shop.proxy.faults = async (call) => {
      if (call === 'balance') await shop.newGift(100);
      return undefined;
    };
    const { notCompared } = await shop.perks.reconcile();
    expect(notCompared).toEqual([{ kind: 'balance', provider: 'v-dar', reason: 'busy' }]);
  });
});

describe('perks.reconcile and promos', () => {
  const cart = { currency: 'RUB', lines: [{ id: 'tea', quantity: 1, unitPrice: 100_000 }] };

  it('adds our uses to the provider’s, and lists a limit that was passed, a count that lags and a promo that is gone', async () => {
    const shop = await startShop({ perks: ['promo'] });
    const promoId = await shop.newPromo({ code: 'TEA10', quantity_limit_is_enabled: true, quantity_limit: 2 });
    await shop.client.reserve('o1', { cart, codes: ['TEA10'] });
    await shop.client.commit('o1');
    expect(await shop.perks.reconcile()).toMatchObject({
      differences: [],
      checked: { promos: { promos: 1, journal: 1, provider: 0 } },
    });

    // Two in Mottor's own checkout, which does not know of ours.
    for (let count = 0; count < 2; count += 1) {
      await shop.control.mottor.checkOut({ siteId: MOTTOR.siteId, code: 'TEA10', goods: 100_000 });
    }
    const over = await shop.perks.reconcile();
    expect(lines(over)).toEqual(['promo over_limit - -']);
    expect(details(over)).toEqual([
      { promo: `mottor:${promoId}`, code: 'TEA10', usedHere: 1, countedThere: 2, limit: 2 },
    ]);

    shop.proxy.faults = (call) => (call === 'uses' ? { status: 200, body: '[]' } : undefined);
    expect(lines(await shop.perks.reconcile())).toContainEqual('promo count_lags - -');
    shop.proxy.faults = (call) => (call === 'promos' ? { status: 200, body: '[]' } : undefined);
    expect(lines(await shop.perks.reconcile())).toEqual(['promo not_at_provider - -']);
    shop.proxy.faults = (call) => (call === 'promos' ? { status: 503 } : undefined);
    expect(await shop.perks.reconcile()).toMatchObject({
      differences: [],
      notCompared: [{ kind: 'promo', provider: 'mottor', reason: 'unavailable', code: 'PROVIDER_UNAVAILABLE' }],
    });
  });
});

describe('perks.reconcile and points', () => {
  it('says that they cannot be compared, and counts our operations', async () => {
    const shop = await startShop({ perks: ['points'] });
    expect(await shop.perks.reconcile()).toMatchObject({
      differences: [],
      checked: { points: { journal: 0 } },
      notCompared: [{ kind: 'points', provider: 'loyalclient', reason: 'no_list' }],
    });
  });
});

describe('perks.reconcile and points that are not settled', () => {
  it('lists operations that are unknown, in attention or owed, and no others', async () => {
    const { shop, gifts } = await startBooks(1, { perks: ['gift', 'points'] });
    await committed(shop, 'o1', gifts[0]);
    const effects = shop.journal.read.selectFrom('perks_effect').selectAll().where('order_id', '=', 'o1');
    const row = await effects.executeTakeFirstOrThrow();
    const like = {
      ...row,
      kind: 'operate' as const,
      amount: 0,
      gift_position: null,
      receipt_id: null,
      sealed_receipt: null,
    };
    const states = ['stuck', 'unknown', 'planned', 'applied', 'refused'] as const;
    const rows = states.map((state, index) => {
      const which = {
        state,
        position: 10 + index,
        reference: state,
        purpose: state === 'planned' ? 'earn' : 'pay',
      } as const;
      return { ...like, ...which, points: 100 + index, question: state === 'stuck' ? 'Was it recorded?' : null };
    });
    await shop.journal.transact((tx) => tx.insertInto('perks_effect').values(rows).execute());
    shop.time.ahead += 2 * MINUTE;

    const books = await reconciled(shop);
    expect(lines(books)).toEqual(['points in_attention o1 -', 'points owed o1 -', 'points still_unknown o1 -']);
    expect(books.differences.find(({ effect }) => effect === 'stuck')).toMatchObject({
      provider: 'loyalclient',
      details: { points: 100, question: 'Was it recorded?' },
    });
    expect(books.checked.points).toEqual({ journal: 1 });
  });
});

describe('perks.reconcile, when a provider does not answer', () => {
  it('says so instead of finding everything missing', async () => {
    const { shop, gifts } = await startBooks(1);
    await committed(shop, 'o1', gifts[0]);
    shop.proxy.faults = () => ({ status: 503 });
    const books = await reconciled(shop);
    expect(books.differences).toEqual([]);
    expect(books.notCompared.map(({ kind, reason, code }) => [kind, reason, code])).toEqual([
      ['activation', 'unavailable', 'PROVIDER_UNAVAILABLE'],
      ['issue', 'unavailable', 'PROVIDER_UNAVAILABLE'],
      ['balance', 'unavailable', 'PROVIDER_UNAVAILABLE'],
    ]);
  });

  it.each([
    [{ since: 'October' }, 'since'],
    [{ until: '2026-13-01' }, 'until'],
    [{ since: '2026-11-01', until: '2026-11-01' }, 'since'],
  ])('refuses %j', async (request, path) => {
    const shop = await startShop();
    const refused = { code: 'INVALID_REQUEST', details: { path } };
    await expect(shop.perks.reconcile(request)).rejects.toMatchObject(refused);
  });
});

describe('what reconciliation writes', () => {
  it('is in no case a gift code', async () => {
    const { shop, gifts } = await startBooks(2);
    await committed(shop, 'o1', gifts[0]);
    const spent = await strangerSpends(shop.issuer, 1000);
    await spend(shop.issuer, gifts[1] ?? '');
    shop.time.ahead += 11 * MINUTE;
    const written = JSON.stringify(await reconciled(shop));
    const readings = JSON.stringify(await shop.journal.read.selectFrom('perks_balance_reading').selectAll().execute());
    for (const { code } of (await shop.books()).codes) expect(written + readings).not.toContain(code);
    expect(written + readings).not.toContain(spent);
  });
});
