import { isPerksError } from '../errors/perks-error.ts';
import type { Member, PointsProvider } from '../providers/points-provider.ts';
import type { TestRunner } from './describe-gift-provider.ts';

/** A member to be put in past the provider under test. */
export interface MemberSeed {
  kind: 'cashback' | 'discount';
  /** Points; 0 on a `discount` level. */
  balance: number;
  /** What the level gives, hundredths of a percent. */
  basisPoints: number;
  /** The largest part of a purchase that points may pay, hundredths of a percent. */
  maxSpendBasisPoints?: number;
}

/** A provider with what the suite needs around it. */
export interface PointsProviderSubject {
  provider: PointsProvider;
  /** Makes a member with a phone of its own, past the provider under test. */
  seed(member: MemberSeed): Promise<{ memberId: string; phone: string }>;
  /** A phone number that could be a member's but is nobody's. */
  unknownPhone: string;
  /** A member id that could exist but does not. */
  unknownMemberId: string;
  /** Lets go of servers and databases. */
  close?(): Promise<void>;
}

const CASHBACK: MemberSeed = { kind: 'cashback', balance: 500, basisPoints: 1000, maxSpendBasisPoints: 10_000 };
const MINUTE = 60_000;

/**
 * The behaviour that quoting and orders rely on, to be run against any provider of loyalty points:
 * `describePointsProvider({ describe, it, expect, beforeAll, afterAll }, 'loyalclient', setup)`.
 *
 * @param runner The functions of the test runner
 * @param name How the suite is called
 * @param setup Makes the provider and its surroundings, once
 */
export function describePointsProvider(
  { describe, it, beforeAll, afterAll, expect }: TestRunner,
  name: string,
  setup: () => Promise<PointsProviderSubject>,
): void {
  describe(`PointsProvider: ${name}`, () => {
    let subject: PointsProviderSubject;
    let provider: PointsProvider;

    beforeAll(async () => {
      subject = await setup();
      ({ provider } = subject);
    });
    afterAll(async () => {
      await subject?.close?.();
    });

    async function found(phone: string, holds?: readonly string[]): Promise<Member> {
      const search = await provider.identify(phone, holds);
      if (!search.found) throw new Error('the seeded member was not found');
      return search.member;
    }
    const balance = async (phone: string, holds?: readonly string[]) => (await found(phone, holds)).balance;

    it('has a name for the journal, and a limit of time', async () => {
      expect(/^[a-z][a-z0-9-]*$/.test(provider.name)).toBe(true);
      expect(provider.timeoutMs > 0 && Number.isFinite(provider.timeoutMs)).toBe(true);
    });

    it('finds a member by phone, with level and balance', async () => {
      const { memberId, phone } = await subject.seed({ ...CASHBACK, basisPoints: 750 });
      const { id, level, balance, ...person } = await found(phone);
      expect([id, balance, level.kind, level.basisPoints, level.maxSpendBasisPoints]).toEqual([
        memberId,
        500,
        'cashback',
        750,
        10_000,
      ]);
      expect(person.phone === undefined || person.phone === phone.replace(/\D/g, '')).toBe(true);
    });

    it('finds the same member however the phone is written', async () => {
      const { memberId, phone } = await subject.seed(CASHBACK);
      const [, code, first, second, third] = /^7(\d{3})(\d{3})(\d\d)(\d\d)$/.exec(phone) ?? [];
      for (const written of [phone, `+7 (${code}) ${first}-${second}-${third}`, `8${code}${first}${second}${third}`]) {
        expect((await found(written)).id).toBe(memberId);
      }
    });

    it('does not find a member who does not exist', async () => {
      expect(await provider.identify(subject.unknownPhone)).toEqual({ found: false });
    });

    it('refuses a search for nothing', async () => {
      for (const search of ['', ' ', '\t\n']) {
        expect((await refusal(provider.identify(search))).code).toBe('INVALID_REQUEST');
      }
    });

    it('prices a purchase: what may be spent, and what it brings', async () => {
      const { memberId } = await subject.seed({ ...CASHBACK, balance: 70 });
      const { maxSpend, earn, kind } = await provider.calculate({ memberId, amount: 100_00 });
      expect([maxSpend, earn, kind]).toEqual([70, 10, 'cashback']);
      const { memberId: half } = await subject.seed({ ...CASHBACK, maxSpendBasisPoints: 5000 });
      expect((await provider.calculate({ memberId: half, amount: 100_00 })).maxSpend).toBe(50);
    });

    it('changes nothing by looking or pricing', async () => {
      const { memberId, phone } = await subject.seed(CASHBACK);
      await provider.calculate({ memberId, amount: 100_00 });
      expect([await balance(phone), await balance(phone)]).toEqual([500, 500]);
    });

    it('holds points: they are gone for everybody but the holder', async () => {
      const { memberId, phone } = await subject.seed(CASHBACK);
      const asked = Date.now();
      const hold = await provider.hold({ memberId, points: 120, minutes: 10 });
      expect([hold.points, hold.id.length > 0]).toEqual([120, true]);
      expect(hold.until > asked + 8 * MINUTE && hold.until < asked + 12 * MINUTE).toBe(true);
      expect([await balance(phone), await balance(phone, [hold.id])]).toEqual([380, 500]);
      const amount = 1000_00;
      expect((await provider.calculate({ memberId, amount })).maxSpend).toBe(380);
      expect((await provider.calculate({ memberId, amount, holds: [hold.id] })).maxSpend).toBe(500);
    });

    it('lets held points go, as often as it is told to', async () => {
      const { memberId, phone } = await subject.seed(CASHBACK);
      const { id } = await provider.hold({ memberId, points: 120, minutes: 10 });
      await provider.release(id);
      expect([await balance(phone), await balance(phone, [id])]).toEqual([500, 500]);
      await provider.release(id);
      expect(await balance(phone)).toBe(500);
    });

    it('refuses to hold more than there is, and is certain that nothing is held', async () => {
      const { memberId, phone } = await subject.seed(CASHBACK);
      const tooMany = await refusal(provider.hold({ memberId, points: 501, minutes: 10 }));
      expect(tooMany).toEqual({ code: 'POINTS_EXCEEDED', outcome: 'notApplied' });
      expect(await balance(phone)).toBe(500);
    });

    it('refuses a hold that can be none', async () => {
      const { memberId } = await subject.seed(CASHBACK);
      const refused = { code: 'INVALID_REQUEST', outcome: 'notApplied' };
      for (const minutes of [0, 31, 1.5, Number.NaN]) {
        expect(await refusal(provider.hold({ memberId, points: 1, minutes }))).toEqual(refused);
      }
      for (const points of [0, -1, 0.5]) {
        expect(await refusal(provider.hold({ memberId, points, minutes: 10 }))).toEqual(refused);
      }
    });

    it('spends points once', async () => {
      const { memberId, phone } = await subject.seed(CASHBACK);
      const done = await provider.operate({ memberId, amount: 1000_00, spend: 120 });
      expect([done.spent, done.total, done.earned, done.kind]).toEqual([120, 880_00, 0, 'cashback']);
      expect(await balance(phone)).toBe(380);
    });

    it('spends what it held, and the hold with it', async () => {
      const { memberId, phone } = await subject.seed(CASHBACK);
      const { id } = await provider.hold({ memberId, points: 400, minutes: 10 });
      const done = await provider.operate({ memberId, amount: 1000_00, spend: 400, holds: [id] });
      expect([done.spent, done.total]).toEqual([400, 600_00]);
      expect([await balance(phone), await balance(phone, [id])]).toEqual([100, 100]);
    });

    it('brings points for a purchase that spends none', async () => {
      const { memberId } = await subject.seed(CASHBACK);
      const done = await provider.operate({ memberId, amount: 199_99, spend: 0 });
      expect([done.spent, done.total, done.basisPoints]).toEqual([0, 199_99, 1000]);
    });

    it('refuses to spend more than may be spent, and is certain that nothing was', async () => {
      const { memberId, phone } = await subject.seed(CASHBACK);
      const refused = { code: 'POINTS_EXCEEDED', outcome: 'notApplied' };
      expect(await refusal(provider.operate({ memberId, amount: 1000_00, spend: 501 }))).toEqual(refused);
      expect(await refusal(provider.operate({ memberId, amount: 100_00, spend: 101 }))).toEqual(refused);
      expect(await balance(phone)).toBe(500);
    });

    it('lets one of many at once spend the points', async () => {
      const { memberId, phone } = await subject.seed(CASHBACK);
      const spend = () => provider.operate({ memberId, amount: 500_00, spend: 500 });
      const tries = await Promise.allSettled(Array.from({ length: 5 }, spend));
      expect(tries.filter(({ status }) => status === 'fulfilled').length).toBe(1);
      expect(await balance(phone)).toBe(0);
    });

    it('gives a percentage off on a discount level, and has no points there', async () => {
      const { memberId, phone } = await subject.seed({ kind: 'discount', balance: 0, basisPoints: 500 });
      const { level, balance: points } = await found(phone);
      expect([level.kind, level.basisPoints, points]).toEqual(['discount', 500, 0]);
      const { maxSpend, kind } = await provider.calculate({ memberId, amount: 200_00 });
      expect([maxSpend, kind]).toEqual([0, 'discount']);
      expect((await provider.operate({ memberId, amount: 200_00, spend: 0 })).total).toBe(190_00);
    });

    it('is certain that nothing happened for a member who does not exist', async () => {
      const memberId = subject.unknownMemberId;
      const refused = { code: 'MEMBER_NOT_FOUND', outcome: 'notApplied' };
      expect((await refusal(provider.calculate({ memberId, amount: 100 }))).code).toBe('MEMBER_NOT_FOUND');
      expect(await refusal(provider.hold({ memberId, points: 1, minutes: 1 }))).toEqual(refused);
      expect(await refusal(provider.operate({ memberId, amount: 100, spend: 0 }))).toEqual(refused);
    });

    it('refuses what is no money, and points that are no number of them', async () => {
      const { memberId, phone } = await subject.seed(CASHBACK);
      for (const amount of [-1, 0.5, Number.NaN]) {
        const refused = { code: 'MONEY_INVALID', outcome: 'notApplied' };
        expect(await refusal(provider.operate({ memberId, amount, spend: 0 }))).toEqual(refused);
        expect((await refusal(provider.calculate({ memberId, amount }))).code).toBe('MONEY_INVALID');
      }
      for (const spend of [-1, 0.5, Number.NaN]) {
        const refused = { code: 'INVALID_REQUEST', outcome: 'notApplied' };
        expect(await refusal(provider.operate({ memberId, amount: 100_00, spend }))).toEqual(refused);
      }
      expect(await balance(phone)).toBe(500);
    });

    it('names no phone and no member in its errors', async () => {
      const { memberId, phone } = await subject.seed(CASHBACK);
      const thrown = await provider.operate({ memberId, amount: 100, spend: 999 }).catch((error: unknown) => error);
      const shown = [String(thrown), thrown instanceof Error ? thrown.stack : '', JSON.stringify(thrown)].join('\n');
      expect([shown.includes(memberId), shown.includes(phone)]).toEqual([false, false]);
    });
  });
}

/** What a call was refused with; a call that went well, or threw anything else, fails the test. */
async function refusal(work: Promise<unknown>): Promise<{ code: string; outcome: string | undefined }> {
  try {
    await work;
  } catch (thrown) {
    if (isPerksError(thrown)) return { code: thrown.code, outcome: thrown.outcome };
    throw thrown;
  }
  throw new Error('the call should have been refused');
}
