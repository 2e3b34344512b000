import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTinyLoyalClient } from '../../test/tiny-loyal-client.ts';
import { PerksError } from '../errors/perks-error.ts';
import { createLoyalClientPointsProvider } from '../providers/loyalclient/provider.ts';
import type { PointsProvider } from '../providers/points-provider.ts';
import { describePointsProvider, type PointsProviderSubject } from './describe-points-provider.ts';

const account = { apiKey: 'loyal-key-31c7', point: '62aPOINT4f4' };

async function tinyLoyalClient(): Promise<PointsProviderSubject> {
  const server = await startTinyLoyalClient(account);
  return {
    provider: createLoyalClientPointsProvider({ ...account, currency: 'RUB', baseUrl: server.origin }),
    unknownPhone: '79990000000',
    unknownMemberId: '62a999999999999999999999',
    async seed({ kind, balance, basisPoints, maxSpendBasisPoints = 0 }) {
      const percent = basisPoints / 100;
      const { id, phone } = server.seed({
        type: kind,
        points: balance,
        percent,
        maxSpendPercent: maxSpendBasisPoints / 100,
      });
      return { memberId: id, phone };
    },
    close: server.close,
  };
}

describePointsProvider({ describe, it, expect, beforeAll, afterAll }, 'loyalclient on a small server', tinyLoyalClient);

/** Runs the suite apart from this file's own tests, and tells which of its tests failed. */
async function failuresOf(break_: (sound: PointsProvider) => Partial<PointsProvider>): Promise<string[]> {
  const tests: [string, () => Promise<void>][] = [];
  const before: (() => Promise<void>)[] = [];
  const runner = {
    describe: (_: string, body: () => void) => body(),
    it: (name: string, body: () => Promise<void>) => tests.push([name, body]),
    beforeAll: (work: () => Promise<void>) => before.push(work),
    afterAll: (work: () => Promise<void>) => cleaning.push(work),
    expect,
  };
  describePointsProvider(runner, 'broken', async () => {
    const sound = await tinyLoyalClient();
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

describe('describePointsProvider', () => {
  it('passes a sound provider', async () => {
    expect(await failuresOf(() => ({}))).toEqual([]);
  });

  it('notices a provider that forgets whose hold it is', async () => {
    const failed = await failuresOf((sound) => ({ identify: (search) => sound.identify(search) }));
    expect(failed).toEqual(['holds points: they are gone for everybody but the holder']);
  });

  it('notices a provider that does not pass the holds of a purchase on', async () => {
    const failed = await failuresOf((sound) => ({
      calculate: ({ memberId, amount }) => sound.calculate({ memberId, amount }),
    }));
    expect(failed).toEqual(['holds points: they are gone for everybody but the holder']);
    const careless = await failuresOf((sound) => ({
      operate: ({ memberId, amount, spend }) => sound.operate({ memberId, amount, spend }),
    }));
    expect(careless).toEqual(['spends what it held, and the hold with it']);
  });

  it('notices a provider that lets nothing go', async () => {
    const failed = await failuresOf(() => ({ release: async () => {} }));
    expect(failed).toEqual(['lets held points go, as often as it is told to']);
  });

  it('notices a provider that takes minutes for seconds', async () => {
    const failed = await failuresOf((sound) => ({
      hold: async (request) => {
        const hold = await sound.hold(request);
        return { ...hold, until: hold.until / 1000 };
      },
    }));
    expect(failed).toEqual(['holds points: they are gone for everybody but the holder']);
  });

  it('notices a provider that spends twice', async () => {
    const failed = await failuresOf((sound) => ({
      operate: async (request) => {
        const done = await sound.operate(request);
        if (request.spend > 0) await sound.operate({ ...request, holds: [] }).catch(() => {});
        return done;
      },
    }));
    expect(failed).toContain('spends points once');
  });

  it('notices a provider that leaves open whether a refused write happened', async () => {
    const failed = await failuresOf((sound) => ({
      operate: (request) =>
        sound.operate(request).catch((thrown: PerksError) => {
          throw new PerksError(thrown.code, { outcome: 'unknown' });
        }),
    }));
    expect(failed).toEqual([
      'refuses to spend more than may be spent, and is certain that nothing was',
      'is certain that nothing happened for a member who does not exist',
      'refuses what is no money, and points that are no number of them',
    ]);
  });

  it('notices a provider that knows only one way to write a phone', async () => {
    const failed = await failuresOf((sound) => ({
      identify: async (search, holds) =>
        /^7\d{10}$/.test(search) || search.trim() === '' ? sound.identify(search, holds) : { found: false },
    }));
    expect(failed).toEqual(['finds the same member however the phone is written']);
  });

  it('notices a provider that sends members into its errors', async () => {
    const failed = await failuresOf((sound) => ({
      operate: (request) =>
        sound.operate(request).catch((thrown: PerksError) => {
          const details = { memberId: request.memberId };
          throw new PerksError(thrown.code, { outcome: thrown.outcome, details });
        }),
    }));
    expect(failed).toEqual(['names no phone and no member in its errors']);
  });
});
