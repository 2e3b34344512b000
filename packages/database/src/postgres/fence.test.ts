import { CompiledQuery, type DatabaseConnection } from 'kysely';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createFence } from './fence.ts';
import type { PostgresSession } from './postgres-session.ts';

// Fake timers replace the global ones.
vi.mock('node:timers', () => ({
  setTimeout: (...args: Parameters<typeof setTimeout>) => setTimeout(...args),
  clearTimeout: (timer: NodeJS.Timeout) => clearTimeout(timer),
}));

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** A connection whose queries take 600 ms. */
const session: PostgresSession = {
  command: async () => '',
  discard: () => {},
  discarded: false,
  execute: async () => {
    await wait(600);
    return { rows: [] };
  },
};

async function run(work: (connection: DatabaseConnection) => Promise<unknown>) {
  const running = createFence(session, 400).run(work);
  await vi.advanceTimersByTimeAsync(60_000);
  return running;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

it('bears with slow queries and short waits', async () => {
  const settled = await run(async (connection) => {
    await wait(190);
    await connection.executeQuery(CompiledQuery.raw('select 1'));
    await wait(190);
    return 'done';
  });
  expect(settled).toEqual({ status: 'returned', value: 'done' });
});

it('does not bear with short waits that are too long together', async () => {
  const settled = await run(async (connection) => {
    await wait(210);
    await connection.executeQuery(CompiledQuery.raw('select 1'));
    await wait(210);
  });
  expect(settled).toMatchObject({ status: 'threw', error: { code: 'DATABASE_TRANSACTION_STALLED' } });
});
