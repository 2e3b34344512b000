import { isPerksError } from '../errors/perks-error.ts';
import { phaseOf } from '../providers/phase-of.ts';
import type { Promo, PromoDiscount, PromoProvider } from '../providers/promo-provider.ts';
import type { TestRunner } from './describe-gift-provider.ts';

/** A promo to be put in past the provider under test. */
export interface PromoSeed {
  /** 2 to 15 Latin letters and digits. */
  code: string;
  target: 'goods' | 'delivery';
  discount: PromoDiscount;
  enabled: boolean;
  /** ms since epoch. */
  from?: number;
  /** ms since epoch. */
  until?: number;
  limit?: number;
}

/** A provider with what the suite needs around it. */
export interface PromoProviderSubject {
  provider: PromoProvider;
  /** The site's currency, of two decimals. */
  currency: string;
  /** Makes a promo past the provider under test and tells its id. */
  seed(promo: PromoSeed): Promise<string>;
  /**
   * Records a use, as the provider's own checkout would, and waits until it shows.
   *
   * @returns What it took off, minor units
   */
  use(promoId: string): Promise<number>;
  /** An id that could exist but does not. */
  unknownId: string;
  /** Lets go of servers and databases. */
  close?(): Promise<void>;
}

const HOUR = 3600_000;
const SALE: PromoSeed = {
  code: 'SALE',
  target: 'goods',
  discount: { kind: 'percent', basisPoints: 1000 },
  enabled: true,
};

/**
 * The behaviour that quoting and orders rely on, to be run against any provider of promo codes:
 * `describePromoProvider({ describe, it, expect, beforeAll, afterAll }, 'mottor', setup)`.
 *
 * @param runner The functions of the test runner
 * @param name How the suite is called
 * @param setup Makes the provider and its surroundings, once
 */
export function describePromoProvider(
  { describe, it, beforeAll, afterAll, expect }: TestRunner,
  name: string,
  setup: () => Promise<PromoProviderSubject>,
): void {
  describe(`PromoProvider: ${name}`, () => {
    let subject: PromoProviderSubject;
    let provider: PromoProvider;

    beforeAll(async () => {
      subject = await setup();
      ({ provider } = subject);
    });
    afterAll(async () => {
      await subject?.close?.();
    });

    /** Puts a promo in and reads it from the list. */
    async function listed(seed: PromoSeed): Promise<Promo> {
      const id = await subject.seed(seed);
      return one(await provider.list(), id);
    }

    it('has a name for the journal, and a limit of time', async () => {
      expect(/^[a-z][a-z0-9-]*$/.test(provider.name)).toBe(true);
      expect(provider.timeoutMs > 0 && Number.isFinite(provider.timeoutMs)).toBe(true);
    });

    it('lists a percentage to the hundredth of a percent', async () => {
      const { code, enabled, target, discount, valid } = await listed({
        ...SALE,
        code: 'Percent1',
        discount: { kind: 'percent', basisPoints: 1999 },
      });
      expect([code, enabled, target, valid]).toEqual(['Percent1', true, 'goods', true]);
      expect(discount).toEqual({ kind: 'percent', basisPoints: 1999 });
    });

    it('lists a fixed sum to the kopeck', async () => {
      const fixed: PromoDiscount = { kind: 'fixed', amount: 1999 };
      expect((await listed({ ...SALE, code: 'FIXED1', discount: fixed })).discount).toEqual(fixed);
    });

    it('lists a discount on delivery as one', async () => {
      const { target, valid } = await listed({ ...SALE, code: 'DELIVERY1', target: 'delivery' });
      expect([target, valid]).toEqual(['delivery', true]);
    });

    it('lists every promo once, under an id of its own', async () => {
      const ids = [await subject.seed({ ...SALE, code: 'ONCE1' }), await subject.seed({ ...SALE, code: 'ONCE2' })];
      const list = await provider.list();
      expect(ids.map((id) => one(list, id).code)).toEqual(['ONCE1', 'ONCE2']);
      expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
    });

    it('does not call a promo valid that is switched off', async () => {
      const promo = await listed({ ...SALE, code: 'OFF1', enabled: false });
      expect([promo.enabled, promo.valid, phaseOf(promo, Date.now())]).toEqual([false, false, 'disabled']);
    });

    it('calls a promo valid in its window only', async () => {
      const now = Date.now();
      const soon = await listed({ ...SALE, code: 'SOON1', from: now + HOUR, until: now + 2 * HOUR });
      const open = await listed({ ...SALE, code: 'OPEN1', from: now - HOUR, until: now + HOUR });
      const past = await listed({ ...SALE, code: 'PAST1', from: now - 2 * HOUR, until: now - HOUR });
      expect([soon, open, past].map(({ valid }) => valid)).toEqual([false, true, false]);
      expect([soon, open, past].map((promo) => phaseOf(promo, now))).toEqual(['scheduled', 'live', 'ended']);
      expect([open.from, open.until]).toEqual([now - HOUR, now + HOUR]);
    });

    it('shows a limit, and no use at all when it is 0', async () => {
      const limited = await listed({ ...SALE, code: 'LIMIT2', limit: 2 });
      expect([limited.limit, limited.used ?? 0, limited.valid]).toEqual([2, 0, true]);
      const none = await listed({ ...SALE, code: 'LIMIT0', limit: 0 });
      expect([none.limit, none.valid, phaseOf(none, Date.now())]).toEqual([0, false, 'exhausted']);
    });

    it('counts uses until the limit is reached', async () => {
      const id = await subject.seed({ ...SALE, code: 'USED1', limit: 2 });
      await subject.use(id);
      const once = one(await provider.list(), id);
      expect([once.used, once.valid]).toEqual([1, true]);
      await subject.use(id);
      const twice = one(await provider.list(), id);
      expect([twice.used, twice.valid, phaseOf(twice, Date.now())]).toEqual([2, false, 'exhausted']);
    });

    it('names no window and no limit where there is none', async () => {
      const { from, until, limit } = await listed({ ...SALE, code: 'FREE1' });
      expect([from, until, limit]).toEqual([undefined, undefined, undefined]);
    });

    it('changes nothing by looking', async () => {
      const id = await subject.seed({ ...SALE, code: 'LOOK1', limit: 1 });
      const looks = [await provider.list(), await provider.list()].map((list) => one(list, id));
      await provider.uses(id);
      looks.push(one(await provider.list(), id));
      expect(looks.map(({ used = 0, valid }) => [used, valid])).toEqual([
        [0, true],
        [0, true],
        [0, true],
      ]);
    });

    it('tells the uses of one promo, with what each took off', async () => {
      const since = Date.now();
      const [id, other] = [
        await subject.seed({ ...SALE, code: 'USES1' }),
        await subject.seed({ ...SALE, code: 'USES2' }),
      ];
      expect(await provider.uses(id)).toEqual([]);
      const taken = await subject.use(id);
      await subject.use(other);
      const uses = await provider.uses(id);
      expect(uses.map(({ amount, currency }) => [amount, currency])).toEqual([[taken, subject.currency]]);
      const at = uses[0]?.at;
      expect(at === undefined || Math.abs(at - since) < HOUR).toBe(true);
    });

    it('refuses to tell the uses of what does not exist, or cannot be an id', async () => {
      expect(await refusal(provider.uses(subject.unknownId))).toBe('PROMO_NOT_FOUND');
      for (const id of ['', '.', '..', '../promo', '1/statistics', '1?a=b']) {
        expect(await refusal(provider.uses(id))).toBe('INVALID_REQUEST');
      }
    });
  });
}

function one(list: readonly Promo[], id: string): Promo {
  const [found, ...more] = list.filter((promo) => promo.id === id);
  if (!found || more.length > 0) throw new Error('the seeded promo should be in the list once');
  return found;
}

/** What a call was refused with; a call that went well, or threw anything else, fails the test. */
async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (thrown) {
    if (isPerksError(thrown)) return thrown.code;
    throw thrown;
  }
  throw new Error('the call should have been refused');
}
