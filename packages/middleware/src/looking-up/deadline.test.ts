import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDeadline } from './deadline.ts';

const never = new Promise<never>(() => {});
const late = { code: 'PROVIDER_UNAVAILABLE' };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Whether work has settled, and how. */
function watched(work: Promise<unknown>): { outcome: unknown } {
  const seen: { outcome: unknown } = { outcome: 'pending' };
  work.then(
    (value) => {
      seen.outcome = value;
    },
    (thrown: unknown) => {
      seen.outcome = thrown;
    },
  );
  return seen;
}

describe('createDeadline', () => {
  it('passes on what settles in time, and failures', async () => {
    const deadline = createDeadline(1000);
    expect(await deadline.within(Promise.resolve('a'))).toBe('a');
    await expect(deadline.within(Promise.reject(new Error('b')))).rejects.toThrow('b');
    deadline.end();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is one deadline for all that is waited for, counted from when it was set', async () => {
    const deadline = createDeadline(60);
    const first = watched(deadline.within(never));
    await vi.advanceTimersByTimeAsync(40);
    const second = watched(deadline.within(never));
    await vi.advanceTimersByTimeAsync(19);
    expect([first.outcome, second.outcome]).toEqual(['pending', 'pending']);
    await vi.advanceTimersByTimeAsync(1);
    for (const { outcome } of [first, second]) expect(outcome).toMatchObject(late);
    await expect(deadline.within(never)).rejects.toMatchObject(late);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('counts from when it was set also when the first wait begins later', async () => {
    const deadline = createDeadline(60);
    vi.advanceTimersByTime(50);
    const waiting = watched(deadline.within(never));
    await vi.advanceTimersByTimeAsync(10);
    expect(waiting.outcome).toMatchObject(late);
  });

  it('leaves no unhandled rejection when work fails after it', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    try {
      const deadline = createDeadline(5);
      const fails: ((error: Error) => void)[] = [];
      const failing = () => new Promise((_, reject) => fails.push(reject));
      const during = watched(deadline.within(failing()));
      await vi.advanceTimersByTimeAsync(5);
      const after = watched(deadline.within(failing()));
      for (const fail of fails) fail(new Error('late'));
      vi.useRealTimers();
      // Node reports an unhandled rejection before the next turn of its event loop.
      await new Promise((done) => setImmediate(done));
      for (const { outcome } of [during, after]) expect(outcome).toMatchObject(late);
      expect(unhandled).not.toHaveBeenCalled();
    } finally {
      process.off('unhandledRejection', unhandled);
    }
  });
});
