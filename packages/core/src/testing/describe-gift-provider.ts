import { isPerksError } from '../errors/perks-error.ts';
import { isGiftCode } from '../perks/is-gift-code.ts';
import type { GiftProvider } from '../providers/gift-provider.ts';

/** What the suite needs of a test runner; vitest's functions fit as they are. It is handed in, so that nothing depends on it. */
export interface TestRunner {
  describe(name: string, body: () => void): unknown;
  it(name: string, body: () => Promise<void>): unknown;
  beforeAll(work: () => Promise<void>): unknown;
  afterAll(work: () => Promise<void>): unknown;
  expect(value: unknown): { toBe(expected: unknown): void; toEqual(expected: unknown): void };
}

/** A provider with what the suite needs around it. */
export interface GiftProviderSubject {
  provider: GiftProvider;
  /** The merchant's currency, of two decimals. Its balance must be good for a few thousand. */
  currency: string;
  /** Makes a fresh code past the provider under test; minor units. */
  seed(amount: number): Promise<string>;
  /** A code that could exist but does not. */
  unknownCode: string;
  /** Lets go of servers and databases. */
  close?(): Promise<void>;
}

const HOUR = 3600_000;

/**
 * The behaviour that quoting and orders rely on, to be run against any provider of gift codes:
 * `describeGiftProvider({ describe, it, expect, beforeAll, afterAll }, 'v-dar', setup)`.
 *
 * @param runner The functions of the test runner
 * @param name How the suite is called
 * @param setup Makes the provider and its surroundings, once
 */
export function describeGiftProvider(
  { describe, it, beforeAll, afterAll, expect }: TestRunner,
  name: string,
  setup: () => Promise<GiftProviderSubject>,
): void {
  describe(`GiftProvider: ${name}`, () => {
    let subject: GiftProviderSubject;
    let provider: GiftProvider;
    let currency: string;

    beforeAll(async () => {
      subject = await setup();
      ({ provider, currency } = subject);
    });
    afterAll(async () => {
      await subject?.close?.();
    });

    it('has a name for the journal, and a limit of time', async () => {
      expect(/^[a-z][a-z0-9-]*$/.test(provider.name)).toBe(true);
      expect(provider.timeoutMs > 0 && Number.isFinite(provider.timeoutMs)).toBe(true);
    });

    it('shows a fresh code: usable, with its worth to the kopeck', async () => {
      const found = await provider.check(await subject.seed(1999));
      if (!found.found) throw new Error('the seeded code was not found');
      expect([found.usable, found.status, found.amount, found.currency]).toEqual([true, 'active', 1999, currency]);
      expect(found.expiresAt === undefined || found.expiresAt > Date.now()).toBe(true);
    });

    it('changes nothing by looking', async () => {
      const code = await subject.seed(5000);
      const looks = [await provider.check(code), await provider.check(code), await provider.check(code)];
      expect(looks.map((found) => found.found && found.usable)).toEqual([true, true, true]);
    });

    it('does not find a code that does not exist', async () => {
      expect(await provider.check(subject.unknownCode)).toEqual({ found: false });
    });

    it('refuses to look at what cannot be a code', async () => {
      for (const code of ['', '.', '..', '../codes', 'a b c d', 'ABCD/..', 'АБВГ']) {
        expect((await refusal(provider.check(code))).code).toBe('GIFT_CODE_MALFORMED');
      }
    });

    it('spends a code whole', async () => {
      const code = await subject.seed(12_345);
      const done = await provider.activate(code);
      expect([done.amount, done.currency, done.operationId.length > 0]).toEqual([12_345, currency, true]);
      const found = await provider.check(code);
      expect(found.found && found.usable).toBe(false);
    });

    it('spends a code once, and is certain that the second try had no effect', async () => {
      const code = await subject.seed(700);
      await provider.activate(code);
      expect(await refusal(provider.activate(code))).toEqual({ code: 'GIFT_CODE_NOT_ACTIVE', outcome: 'notApplied' });
    });

    it('lets one of many at once spend a code', async () => {
      const code = await subject.seed(800);
      const tries = await Promise.allSettled(Array.from({ length: 5 }, () => provider.activate(code)));
      expect(tries.filter(({ status }) => status === 'fulfilled').length).toBe(1);
      const outcomes = tries.map(
        (tried) => tried.status === 'rejected' && isPerksError(tried.reason) && tried.reason.outcome,
      );
      expect(outcomes.filter((outcome) => outcome === 'notApplied').length).toBe(4);
    });

    it('is certain that a code was not spent which does not exist or cannot be one', async () => {
      const unknown = await refusal(provider.activate(subject.unknownCode));
      expect(unknown).toEqual({ code: 'GIFT_CODE_NOT_FOUND', outcome: 'notApplied' });
      expect(await refusal(provider.activate('..'))).toEqual({ code: 'GIFT_CODE_MALFORMED', outcome: 'notApplied' });
      expect(await refusal(provider.activate(''))).toEqual({ code: 'GIFT_CODE_MALFORMED', outcome: 'notApplied' });
    });

    it('records an activation where it can be found again, once, by its amount', async () => {
      const [code, before] = [await subject.seed(31_415), await subject.seed(31_415)];
      await provider.activate(before);
      const mark = await provider.markActivations();
      const { operationId } = await provider.activate(code);

      const after = await provider.activationsAfter(mark, 31_415, currency);
      expect(after.map((record) => [record.operationId, record.amount, record.currency])).toEqual([
        [operationId, 31_415, currency],
      ]);
      expect((await provider.activationsAfter(mark)).map((record) => record.operationId)).toEqual([operationId]);
      expect(await provider.activationsAfter(mark, 31_416, currency)).toEqual([]);
      expect(await provider.activationsAfter(await provider.markActivations())).toEqual([]);
    });

    it('records no activation for a look, an issue or a refusal', async () => {
      const code = await subject.seed(27_182);
      const mark = await provider.markActivations();
      await provider.check(code);
      await provider.issue({ amount: 27_182, currency, reference: 'suite-no-activation', validFor: HOUR });
      await refusal(provider.activate(subject.unknownCode));
      expect(await provider.activationsAfter(mark)).toEqual([]);
    });

    it('shows the activations of a time, whether many or few came after', async () => {
      const since = Date.now();
      const made = [
        await provider.activate(await subject.seed(4400)),
        await provider.activate(await subject.seed(4500)),
      ];
      const found = new Map<string, number>();
      // A provider's clock may be some minutes off.
      for await (const record of provider.activations(since - HOUR)) found.set(record.operationId, record.amount);
      expect(made.map(({ operationId }) => found.get(operationId))).toEqual([4400, 4500]);
    });

    it('issues a code that can be looked up and spent', async () => {
      const asked = Date.now();
      const issued = await provider.issue({ amount: 1, currency, reference: 'suite-issue', validFor: 2 * HOUR });
      expect([issued.amount, issued.currency, issued.id.length > 0]).toEqual([1, currency, true]);
      expect(isGiftCode(issued.code)).toBe(true);
      expect(issued.expiresAt === undefined || Math.abs(issued.expiresAt - asked - 2 * HOUR) < HOUR).toBe(true);
      const found = await provider.check(issued.code);
      expect(found.found && [found.usable, found.amount, found.currency]).toEqual([true, 1, currency]);
      expect((await provider.activate(issued.code)).amount).toBe(1);
    });

    it('issues a new code each time', async () => {
      const request = { amount: 900, currency, reference: 'suite-twice', validFor: HOUR };
      const [first, second] = [await provider.issue(request), await provider.issue(request)];
      expect(first.id === second.id || first.code === second.code).toBe(false);
    });

    it('records an issue where it can be found again, once, by its amount', async () => {
      await provider.issue({ amount: 16_180, currency, reference: 'suite-before', validFor: HOUR });
      const mark = await provider.markIssues();
      const issued = await provider.issue({ amount: 16_180, currency, reference: 'suite-found', validFor: HOUR });

      const after = await provider.issuesAfter(mark, 16_180, currency);
      expect(after.map(({ id, code, amount, usable }) => ({ id, code, amount, usable }))).toEqual([
        { id: issued.id, code: issued.code, amount: 16_180, usable: true },
      ]);
      expect(['suite-found', undefined].includes(after[0]?.reference)).toBe(true);
      expect((await provider.issuesAfter(mark)).map(({ id }) => id)).toEqual([issued.id]);
      expect(await provider.issuesAfter(mark, 16_181, currency)).toEqual([]);
      expect(await provider.issuesAfter(await provider.markIssues())).toEqual([]);
    });

    it('shows the codes issued in a time', async () => {
      const since = Date.now();
      const issued = await provider.issue({ amount: 5500, currency, reference: 'suite-listed', validFor: HOUR });
      const found: string[] = [];
      for await (const record of provider.issues(since - HOUR)) found.push(record.id);
      expect(found.filter((id) => id === issued.id).length).toBe(1);
    });

    it('shows a balance, which an issue lowers by its amount', async () => {
      const before = await provider.balance();
      await provider.issue({ amount: 7700, currency, reference: 'suite-balance', validFor: HOUR });
      const after = await provider.balance();
      expect([after.currency, before.amount - after.amount]).toEqual([currency, 7700]);
    });

    it('refuses to issue what is no money, and is certain that nothing was issued', async () => {
      for (const amount of [0, -100, 0.5, Number.NaN]) {
        const request = { amount, currency, reference: 'suite-no-money', validFor: HOUR };
        expect(await refusal(provider.issue(request))).toEqual({ code: 'MONEY_INVALID', outcome: 'notApplied' });
      }
    });

    it('names no code in its errors', async () => {
      const code = await subject.seed(600);
      await provider.activate(code);
      const thrown = await provider.activate(code).catch((error: unknown) => error);
      const shown = [String(thrown), thrown instanceof Error ? thrown.stack : '', JSON.stringify(thrown)].join('\n');
      expect(shown.includes(code)).toBe(false);
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
