import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTinyVDar, type TinyVDar } from '../../test/tiny-v-dar.ts';
import { PerksError } from '../errors/perks-error.ts';
import type { GiftProvider } from '../providers/gift-provider.ts';
import { createVDarGiftProvider } from '../providers/v-dar/provider.ts';
import { describeGiftProvider, type GiftProviderSubject } from './describe-gift-provider.ts';

const apiKey = 'v-dar-key-31c7';

async function tinyVDar(): Promise<GiftProviderSubject & { server: TinyVDar }> {
  const server = await startTinyVDar(apiKey);
  return {
    server,
    provider: createVDarGiftProvider({ apiKey, baseUrl: `${server.origin}/api/v1`, siteId: server.siteId }),
    currency: 'RUB',
    seed: async (amount) => server.generate(amount / 100).code,
    unknownCode: 'NOSUCHCODE0000000000',
    close: server.close,
  };
}

describeGiftProvider({ describe, it, expect, beforeAll, afterAll }, 'v-dar on a small server', tinyVDar);

/** Runs the suite apart from this file's own tests, and tells which of its tests failed. */
async function failuresOf(break_: (sound: GiftProvider) => Partial<GiftProvider>): Promise<string[]> {
  const tests: [string, () => Promise<void>][] = [];
  const before: (() => Promise<void>)[] = [];
  const after: (() => Promise<void>)[] = [];
  const runner = {
    describe: (_: string, body: () => void) => body(),
    it: (name: string, body: () => Promise<void>) => tests.push([name, body]),
    beforeAll: (work: () => Promise<void>) => before.push(work),
    afterAll: (work: () => Promise<void>) => after.push(work),
    expect,
  };
  describeGiftProvider(runner, 'broken', async () => {
    const sound = await tinyVDar();
    return { ...sound, provider: { ...sound.provider, ...break_(sound.provider) } };
  });
  for (const work of before) await work();
  cleaning.push(...after);
  const failed: string[] = [];
  for (const [name, body] of tests) await body().catch(() => failed.push(name));
  return failed;
}

const cleaning: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const work of cleaning.splice(0)) await work();
});

describe('describeGiftProvider', () => {
  it('passes a sound provider', async () => {
    expect(await failuresOf(() => ({}))).toEqual([]);
  });

  it('notices a provider that reads sums a hundred times too large', async () => {
    const failed = await failuresOf((sound) => ({
      check: async (code) => {
        const found = await sound.check(code);
        return found.found ? { ...found, amount: found.amount * 100 } : found;
      },
    }));
    expect(failed).toContain('shows a fresh code: usable, with its worth to the kopeck');
  });

  it('notices a provider that spends by looking', async () => {
    const failed = await failuresOf((sound) => ({
      check: async (code) => {
        const found = await sound.check(code);
        if (found.found && found.usable) await sound.activate(code);
        return found;
      },
    }));
    expect(failed).toContain('changes nothing by looking');
  });

  it('notices a provider that takes a spent code for good', async () => {
    const spent = new Map<string, ReturnType<GiftProvider['activate']>>();
    const failed = await failuresOf((sound) => ({
      activate: (code) => {
        const done = spent.get(code) ?? sound.activate(code);
        spent.set(code, done);
        return done;
      },
    }));
    expect(failed).toEqual(
      expect.arrayContaining([
        'spends a code once, and is certain that the second try had no effect',
        'lets one of many at once spend a code',
      ]),
    );
  });

  it('notices a provider that leaves open whether a refused write happened', async () => {
    const failed = await failuresOf((sound) => ({
      activate: (code) =>
        sound.activate(code).catch((thrown: PerksError) => {
          throw new PerksError(thrown.code, { outcome: 'unknown' });
        }),
    }));
    expect(failed).toContain('is certain that a code was not spent which does not exist or cannot be one');
  });

  it('notices a provider whose lists show nothing, or too much', async () => {
    const empty = await failuresOf(() => ({ activationsAfter: async () => [], issuesAfter: async () => [] }));
    expect(empty).toEqual([
      'records an activation where it can be found again, once, by its amount',
      'records an issue where it can be found again, once, by its amount',
    ]);
    const careless = await failuresOf((sound) => ({ activationsAfter: (mark) => sound.activationsAfter(mark) }));
    expect(careless).toEqual(['records an activation where it can be found again, once, by its amount']);
    const forgetful = await failuresOf((sound) => ({
      markIssues: async () => JSON.stringify({ ...JSON.parse(await sound.markIssues()), ids: [] }),
    }));
    expect(forgetful).toEqual(['records an issue where it can be found again, once, by its amount']);
  });

  it('notices a provider whose books cannot be compared', async () => {
    const failed = await failuresOf((sound) => ({
      activations: async function* (since) {
        for await (const record of sound.activations(since)) if (record.amount !== 4400) yield record;
      },
      issues: async function* (since) {
        for await (const record of sound.issues(since)) yield* [record, record];
      },
      balance: async () => ({ amount: 1, currency: 'RUB' }),
    }));
    expect(failed).toEqual([
      'shows the activations of a time, whether many or few came after',
      'shows the codes issued in a time',
      'shows a balance, which an issue lowers by its amount',
    ]);
  });

  it('notices a provider that sends codes into its errors', async () => {
    const failed = await failuresOf((sound) => ({
      activate: (code) =>
        sound.activate(code).catch((thrown: PerksError) => {
          throw new PerksError(thrown.code, { outcome: thrown.outcome, details: { code } });
        }),
    }));
    expect(failed).toEqual(['names no code in its errors']);
  });

  it('notices a provider that asks about anything at all', async () => {
    const failed = await failuresOf(() => ({ check: async () => ({ found: false }) }));
    expect(failed).toContain('refuses to look at what cannot be a code');
  });
});
