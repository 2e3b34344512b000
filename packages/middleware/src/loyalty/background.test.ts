import { AsyncLocalStorage } from 'node:async_hooks';
import { until } from '@checkout-perks/test-kit/until';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBackground } from './background.ts';

/** Longest pause before a piece of work begins, and longest that closing waits, ms. */
const [LONGEST_PAUSE, LONGEST_END] = [250, 2000];

const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

describe('createBackground', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('runs all work, eight pieces at a time', async () => {
    const background = createBackground(() => expect.unreachable());
    let [now, most, done] = [0, 0, 0];
    for (let piece = 0; piece < 100; piece += 1) {
      background.run(async () => {
        most = Math.max(most, ++now);
        // Every pause ends before the first piece does, so each further piece begins when another ends.
        await wait(LONGEST_PAUSE);
        now -= 1;
        done += 1;
      });
    }
    await vi.runAllTimersAsync();
    expect([most, done]).toEqual([8, 100]);
  });

  it("keeps the context of each piece's own request when the end of another piece begins it", async () => {
    // Fake timers lose the context in which a timer was set.
    vi.useRealTimers();
    const background = createBackground(() => expect.unreachable());
    const request = new AsyncLocalStorage<number>();
    let letGo = () => {};
    const held = new Promise<void>((done) => {
      letGo = done;
    });
    const mixed: unknown[] = [];
    let [begun, done] = [0, 0];
    for (let piece = 0; piece < 100; piece += 1) {
      request.run(piece, () =>
        background.run(async () => {
          begun += 1;
          if (request.getStore() !== piece) mixed.push([piece, request.getStore()]);
          await held;
          done += 1;
        }),
      );
    }
    // Time: a timer set after all pauses, for longer than any, rings after them, so the other 92 pieces wait in the queue.
    await wait(LONGEST_PAUSE);
    expect(begun).toBe(8);
    letGo();
    await until(() => done === 100);
    expect(mixed).toEqual([]);
  });

  it('begins no work before its caller has gone on', async () => {
    const background = createBackground(() => expect.unreachable());
    let begun = false;
    background.run(async () => {
      begun = true;
    });
    await Promise.resolve();
    expect(begun).toBe(false);
    await vi.advanceTimersByTimeAsync(LONGEST_PAUSE);
    expect(begun).toBe(true);
  });

  it('drops work when a thousand pieces wait, and reports it', async () => {
    let [dropped, done] = [0, 0];
    const background = createBackground(() => {
      dropped += 1;
    });
    for (let piece = 0; piece < 1200; piece += 1) {
      background.run(async () => {
        done += 1;
      });
    }
    expect(dropped).toBe(200);
    await vi.runAllTimersAsync();
    expect(done).toBe(1000);
  });

  it('waits on close for work that has begun, and begins no more', async () => {
    const background = createBackground(() => expect.unreachable());
    let [begun, finished] = [0, 0];
    const work = async () => {
      begun += 1;
      await wait(1000);
      finished += 1;
    };
    for (let piece = 0; piece < 50; piece += 1) background.run(work);
    await vi.advanceTimersByTimeAsync(LONGEST_PAUSE);
    // Eight pieces have begun, 42 are queued, and one still pauses.
    background.run(async () => expect.unreachable());
    let closed = false;
    const closing = background.close().then(() => {
      closed = true;
    });
    background.run(async () => expect.unreachable());
    // The first of the eight began in the first 250 ms, so none ends before 750 ms have passed.
    await vi.advanceTimersByTimeAsync(700);
    expect([begun, finished, closed]).toEqual([8, 0, false]);
    await vi.advanceTimersByTimeAsync(300);
    expect([begun, finished, closed]).toEqual([8, 8, true]);
    await closing;
    await vi.runAllTimersAsync();
    expect(begun).toBe(8);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('stops waiting on close after two seconds', async () => {
    const background = createBackground(() => expect.unreachable());
    background.run(() => new Promise(() => {}));
    await vi.advanceTimersByTimeAsync(LONGEST_PAUSE);
    let closed = false;
    background.close().then(() => {
      closed = true;
    });
    await vi.advanceTimersByTimeAsync(LONGEST_END - 1);
    expect(closed).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(closed).toBe(true);
  });
});
