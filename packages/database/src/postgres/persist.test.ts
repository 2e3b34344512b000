import { expect, it } from 'vitest';
import type { Failure } from './failure.ts';
import { persist } from './persist.ts';

/** Attempts that each take so many ms, as they say, and that never succeed. */
function failing(kind: Failure['kind'], tookMs: number) {
  const stoppedBy: unknown[] = [];
  const failure: Failure = { kind, error: new Error('in the way') };
  const attempt = async (before: Failure | undefined) => {
    stoppedBy.push(before);
    return { ending: { status: 'again', failure } as const, tookMs };
  };
  return { attempt, stoppedBy, failure };
}

it.each([
  ['conflict', 'DATABASE_BUSY'],
  ['lost', 'DATABASE_UNREACHABLE'],
] as const)('tries again after a %s until the time is spent, and then says %s', async (kind, code) => {
  const { attempt, stoppedBy, failure } = failing(kind, 400);
  await expect(persist(1000, attempt)).rejects.toMatchObject({ code, cause: failure.error });
  expect(stoppedBy).toEqual([undefined, failure, failure]);
});

it('counts the pauses between attempts as well', async () => {
  const { attempt, stoppedBy } = failing('lost', 0);
  await expect(persist(100, attempt)).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' });
  // Pauses of 20, 40 and 80 ms at the most, and of half of that at the least.
  expect(stoppedBy.length).toBeGreaterThanOrEqual(3);
  expect(stoppedBy.length).toBeLessThanOrEqual(4);
});
