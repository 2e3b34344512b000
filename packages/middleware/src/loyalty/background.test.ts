import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { createBackground } from './background.ts';

describe('createBackground', () => {
  it('does what it is given, a few pieces at a time', async () => {
    const background = createBackground(() => expect.unreachable());
    let [now, most, done] = [0, 0, 0];
    const work = async () => {
      most = Math.max(most, ++now);
      await sleep(20);
      now -= 1;
      done += 1;
    };
    for (let piece = 0; piece < 100; piece += 1) background.run(work);
    await vi.waitFor(() => expect(done).toBe(100), 5000);
    expect(most).toBe(8);
  });

  it("keeps each piece beside its own request, also when another's end begins it", async () => {
    const background = createBackground(() => expect.unreachable());
    const request = new AsyncLocalStorage<number>();
    const mixed: unknown[] = [];
    let done = 0;
    for (let piece = 0; piece < 100; piece += 1) {
      request.run(piece, () =>
        background.run(async () => {
          if (request.getStore() !== piece) mixed.push([piece, request.getStore()]);
          await sleep(20);
          done += 1;
        }),
      );
    }
    await vi.waitFor(() => expect(done).toBe(100), 5000);
    expect(mixed).toEqual([]);
  });

  it('does nothing before the caller has gone on', async () => {
    const background = createBackground(() => expect.unreachable());
    let begun = false;
    background.run(async () => {
      begun = true;
    });
    await Promise.resolve();
    expect(begun).toBe(false);
    await vi.waitFor(() => expect(begun).toBe(true));
  });

  it('drops what is too much, and tells', async () => {
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
    await vi.waitFor(() => expect(done).toBe(1000), 5000);
  });

  it('waits at its end for what has begun, and begins nothing more', async () => {
    const background = createBackground(() => expect.unreachable());
    const finished: number[] = [];
    let begun = 0;
    for (let piece = 0; piece < 50; piece += 1) {
      background.run(async () => {
        begun += 1;
        await sleep(50);
        finished.push(piece);
      });
    }
    await vi.waitFor(() => expect(begun).toBeGreaterThan(0));
    await background.close();
    const before = begun;
    expect(finished).toHaveLength(before);
    background.run(async () => expect.unreachable());
    await sleep(300);
    expect(begun).toBe(before);
  });

  it('does not wait for ever', async () => {
    const background = createBackground(() => expect.unreachable());
    let begun = false;
    background.run(() => {
      begun = true;
      return new Promise(() => {});
    });
    await vi.waitFor(() => expect(begun).toBe(true));
    const from = performance.now();
    await background.close();
    expect(performance.now() - from).toBeGreaterThan(1900);
  });
});
