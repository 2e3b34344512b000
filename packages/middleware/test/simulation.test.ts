import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runHistory } from '../simulation/histories/run-history.ts';
import { explainSeed, runSeed } from '../simulation/histories/run-seed.ts';
import { generateScript } from '../simulation/scripts/generate-script.ts';
import type { Script } from '../simulation/scripts/script.ts';
import { createFigures } from '../simulation/world/figures.ts';
import { openJournalDatabase } from '../simulation/world/journal-database.ts';

/** A script that is stored in `simulation/scripts/`. */
function storedScript(name: string): Script {
  const file = new URL(`../simulation/scripts/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Script;
}

/** Runs consecutive seeds, and explains the first that breaks a rule. */
async function expectClean(from: number, count: number): Promise<ReturnType<typeof createFigures>> {
  const journal = await openJournalDatabase();
  const figures = createFigures();
  try {
    for (let seed = from; seed < from + count; seed += 1) {
      const broken = await runSeed(seed, journal, figures);
      if (broken.length > 0) expect.fail(await explainSeed(seed, journal));
    }
  } finally {
    await journal.database.close();
  }
  return figures;
}

describe('simulated histories', { timeout: 900_000 }, () => {
  it('break no rule: the same thousand each time', async () => {
    const figures = (await expectClean(1, 1000)).toJSON();
    expect(figures.history).toEqual({ clean: 1000 });
    // They are worth something only as long as much goes wrong in them.
    for (const state of ['committed', 'declined', 'cancelled', 'expired', 'refunded']) {
      expect([state, figures.order?.[state]]).toEqual([state, expect.any(Number)]);
    }
    for (const call of ['activate', 'issue', 'hold', 'operate']) {
      for (const fault of ['lostRequest', 'lostAnswer', 'late', 'failsAfter']) {
        expect(Object.keys(figures.fault ?? {})).toContain(`${call} ${fault}`);
      }
    }
  });

  // New ones are `pnpm simulate`'s: what they find must not fail a change that has nothing to do with it.
  it('break no rule: another thousand', async () => {
    await expectClean(1_000_000, 1000);
  });

  it.each([
    [9_009_502, 'a new code of another order moved the balance as if a list lagged'],
    [9_025_282, 'a clock set back made a hold that had ended by itself look ended by a purchase'],
    [20_060_049, 'a person was asked at once when a second send got lost long after the first'],
    [20_078_379, 'points that came from elsewhere hid that a purchase had taken as many'],
  ])('break no rule any more: seed %i, where %s', async (seed) => {
    await expectClean(seed, 1);
  });

  // Stored as it was generated: a change of the generator would lose it. When the fault is mended, this test says so by
  // failing; take `.fails` away then.
  it.fails('ask no person without need: a calculation refused before a purchase whose answer is lost', async () => {
    const journal = await openJournalDatabase();
    try {
      const { violations } = await runHistory(storedScript('asked-without-need'), journal, createFigures());
      expect(violations).toEqual([]);
    } finally {
      await journal.database.close();
    }
  });

  it('are the same for the same seed', async () => {
    const journal = await openJournalDatabase();
    const hashes = async () => {
      const all: string[] = [];
      for (let seed = 1; seed <= 60; seed += 1) {
        const { hash } = await runHistory(generateScript(seed), journal, createFigures());
        all.push(hash);
      }
      return all;
    };
    const first = await hashes();
    expect(await hashes()).toEqual(first);
    expect(new Set(first).size).toBe(first.length);
    await journal.database.close();
  });
});
