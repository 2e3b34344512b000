import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTinyMottor } from '../../test/tiny-mottor.ts';
import { createMottorPromoProvider } from '../providers/mottor/provider.ts';
import type { Promo, PromoProvider } from '../providers/promo-provider.ts';
import { describePromoProvider, type PromoProviderSubject } from './describe-promo-provider.ts';

const account = { userId: '123', apiKey: 'mottor-key-31c7', siteId: 11111 };

async function tinyMottor(): Promise<PromoProviderSubject> {
  const server = await startTinyMottor(account);
  const iso = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString());
  return {
    provider: createMottorPromoProvider({ ...account, currency: 'RUB', baseUrl: server.origin }),
    currency: 'RUB',
    unknownId: '99999999',
    async seed({ code, target, discount, enabled, from, until, limit }) {
      const promo = server.seed({
        code,
        is_enabled: enabled,
        bonus_type: target === 'goods' ? 2 : 3,
        bonus_amount: (discount.kind === 'percent' ? discount.basisPoints : discount.amount) / 100,
        bonus_amount_is_in_percentages: discount.kind === 'percent',
        time_limit_is_enabled: from !== undefined || until !== undefined,
        d_on: iso(from),
        d_off: iso(until),
        quantity_limit_is_enabled: limit !== undefined,
        quantity_limit: limit ?? 0,
      });
      return String(promo.id);
    },
    async use(promoId) {
      const promo = server.promos.find(({ id }) => String(id) === promoId) ?? expect.unreachable();
      server.use(promo, 19.99);
      return 1999;
    },
    close: server.close,
  };
}

describePromoProvider({ describe, it, expect, beforeAll, afterAll }, 'mottor on a small server', tinyMottor);

/** Runs the suite apart from this file's own tests, and tells which of its tests failed. */
async function failuresOf(break_: (sound: PromoProvider) => Partial<PromoProvider>): Promise<string[]> {
  const tests: [string, () => Promise<void>][] = [];
  const before: (() => Promise<void>)[] = [];
  const runner = {
    describe: (_: string, body: () => void) => body(),
    it: (name: string, body: () => Promise<void>) => tests.push([name, body]),
    beforeAll: (work: () => Promise<void>) => before.push(work),
    afterAll: (work: () => Promise<void>) => cleaning.push(work),
    expect,
  };
  describePromoProvider(runner, 'broken', async () => {
    const sound = await tinyMottor();
    return { ...sound, provider: { ...sound.provider, ...break_(sound.provider) } };
  });
  for (const work of before) await work();
  const failed: string[] = [];
  for (const [name, body] of tests) await body().catch(() => failed.push(name));
  return failed;
}

const cleaning: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const work of cleaning.splice(0)) await work();
});

const listing = (change: (promo: Promo) => Partial<Promo>) => (sound: PromoProvider) => ({
  list: async () => (await sound.list()).map((promo) => ({ ...promo, ...change(promo) })),
});

describe('describePromoProvider', () => {
  it('passes a sound provider', async () => {
    expect(await failuresOf(() => ({}))).toEqual([]);
  });

  it('notices a provider that reads percentages a hundred times too large', async () => {
    const failed = await failuresOf(
      listing(({ discount }) =>
        discount.kind === 'percent' ? { discount: { ...discount, basisPoints: discount.basisPoints * 100 } } : {},
      ),
    );
    expect(failed).toEqual(['lists a percentage to the hundredth of a percent']);
  });

  it('notices a provider that takes delivery for goods', async () => {
    expect(await failuresOf(listing(() => ({ target: 'goods' })))).toEqual(['lists a discount on delivery as one']);
  });

  it('notices a provider that calls everything valid', async () => {
    expect(await failuresOf(listing(() => ({ valid: true })))).toEqual([
      'does not call a promo valid that is switched off',
      'calls a promo valid in its window only',
      'shows a limit, and no use at all when it is 0',
      'counts uses until the limit is reached',
    ]);
  });

  it('notices a provider that names windows and limits that do not count', async () => {
    const failed = await failuresOf(listing(({ limit }) => ({ limit: limit ?? 0 })));
    expect(failed).toContain('names no window and no limit where there is none');
  });

  it('notices a provider that tells the uses of other promos too', async () => {
    const failed = await failuresOf((sound) => ({
      uses: async (id) => [...(await sound.uses(id)), ...(await sound.uses(String(Number(id) + 1)).catch(() => []))],
    }));
    expect(failed).toEqual(['tells the uses of one promo, with what each took off']);
  });

  it('notices a provider that reads what was taken off a hundred times too large', async () => {
    const failed = await failuresOf((sound) => ({
      uses: async (id) => (await sound.uses(id)).map((use) => ({ ...use, amount: use.amount * 100 })),
    }));
    expect(failed).toEqual(['tells the uses of one promo, with what each took off']);
  });

  it('notices a provider that asks about anything at all', async () => {
    expect(await failuresOf(() => ({ uses: async () => [] }))).toContain(
      'refuses to tell the uses of what does not exist, or cannot be an id',
    );
  });
});
