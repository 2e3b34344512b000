import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createGuessBudget, type GuessBudget } from './guess-budget.ts';

const CLIENT = '203.0.113.7';

function guess(budget: GuessBudget, wrong: number, codes = wrong, client: string | undefined = CLIENT) {
  return budget.spend(client, codes, async () => ({ wrong }));
}

const refused = expect.objectContaining({ code: 'TOO_MANY_ATTEMPTS' });

describe('createGuessBudget', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('lets as many wrong codes through as it holds, then tells when to come back', async () => {
    const budget = createGuessBudget({ wrongCodes: 3, perSeconds: 600 });
    await guess(budget, 1);
    vi.advanceTimersByTime(100_000);
    await guess(budget, 2);
    await expect(guess(budget, 1)).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS', retryAfter: 500 });
  });

  it('looks nothing up for a client that must wait', async () => {
    const budget = createGuessBudget({ wrongCodes: 1, perSeconds: 600 });
    await guess(budget, 1);
    const lookUp = vi.fn(async () => ({ wrong: 0 }));
    await expect(budget.spend(CLIENT, 1, lookUp)).rejects.toEqual(refused);
    expect(lookUp).not.toHaveBeenCalled();
  });

  it('gives back what was taken for codes that were right', async () => {
    const budget = createGuessBudget({ wrongCodes: 3, perSeconds: 600 });
    for (let time = 0; time < 50; time += 1) await guess(budget, 0, 3);
    await guess(budget, 1, 3);
    await guess(budget, 2, 2);
    await expect(guess(budget, 0, 1)).rejects.toEqual(refused);
  });

  it('gives back what was taken for a look-up that failed', async () => {
    const budget = createGuessBudget({ wrongCodes: 2, perSeconds: 600 });
    const failing = () => budget.spend(CLIENT, 2, () => Promise.reject(new Error('down')));
    await expect(failing()).rejects.toThrow('down');
    await expect(failing()).rejects.toThrow('down');
    await guess(budget, 2);
  });

  it('cannot be outrun by requests sent at the same time', async () => {
    const budget = createGuessBudget({ wrongCodes: 10, perSeconds: 600 });
    let looked = 0;
    const slow = () =>
      budget.spend(CLIENT, 1, async () => {
        looked += 1;
        await new Promise((done) => setTimeout(done, 1000));
        return { wrong: 1 };
      });
    const answers = Promise.allSettled(Array.from({ length: 200 }, slow));
    await vi.advanceTimersByTimeAsync(1000);
    const done = (await answers).filter(({ status }) => status === 'fulfilled');
    expect([looked, done.length]).toEqual([10, 10]);
  });

  it('is not used up further by requests that it refuses, nor for longer', async () => {
    const budget = createGuessBudget({ wrongCodes: 2, perSeconds: 600 });
    await guess(budget, 2);
    for (let time = 0; time < 100; time += 1) {
      vi.advanceTimersByTime(5000);
      await expect(guess(budget, 1)).rejects.toEqual(refused);
    }
    vi.advanceTimersByTime(100_001);
    await guess(budget, 2);
  });

  it('takes nothing for a request that it refuses while others are being looked up', async () => {
    const budget = createGuessBudget({ wrongCodes: 2, perSeconds: 600 });
    let found = () => {};
    const slow = budget.spend(CLIENT, 2, async () => {
      await new Promise<void>((done) => {
        found = done;
      });
      return { wrong: 0 };
    });
    await expect(guess(budget, 0, 2)).rejects.toEqual(refused);
    found();
    await slow;
    await guess(budget, 2);
  });

  it('lets a shopper with more codes than it holds look them up', async () => {
    const budget = createGuessBudget({ wrongCodes: 2, perSeconds: 600 });
    await guess(budget, 0, 5);
    await guess(budget, 4, 5);
    await expect(guess(budget, 0, 1)).rejects.toEqual(refused);
  });

  it('adds nothing to a new budget for what was taken from the one before', async () => {
    const budget = createGuessBudget({ wrongCodes: 2, perSeconds: 10 });
    const across = budget.spend(CLIENT, 2, async () => {
      await new Promise((done) => setTimeout(done, 11_000));
      return { wrong: 0 };
    });
    await vi.advanceTimersByTimeAsync(11_000);
    await across;
    await guess(budget, 2);
    await expect(guess(budget, 1)).rejects.toEqual(refused);
  });

  it('counts each client apart, and those without an address together, more generously', async () => {
    const budget = createGuessBudget({ wrongCodes: 1, perSeconds: 600 });
    await guess(budget, 1);
    await guess(budget, 1, 1, '203.0.113.8');
    await expect(guess(budget, 1)).rejects.toEqual(refused);

    const nameless = () => budget.spend(undefined, 1, async () => ({ wrong: 1 }));
    for (let time = 0; time < 50; time += 1) await nameless();
    await expect(nameless()).rejects.toEqual(refused);
  });

  it('gives back one wrong code at a time, and never more than were taken', async () => {
    const budget = createGuessBudget({ wrongCodes: 2, perSeconds: 600 });
    await budget.giveBack(CLIENT);
    await guess(budget, 1);
    for (let time = 0; time < 5; time += 1) await budget.giveBack(CLIENT);
    await guess(budget, 2, 2);
    await expect(guess(budget, 1)).rejects.toEqual(refused);
    await budget.giveBack('203.0.113.99');
    await expect(guess(budget, 1)).rejects.toEqual(refused);
    await budget.giveBack(CLIENT);
    await guess(budget, 1);
    await expect(guess(budget, 1)).rejects.toEqual(refused);
  });

  it('asks nothing of a request without codes', async () => {
    const budget = createGuessBudget({ wrongCodes: 1, perSeconds: 600 });
    await guess(budget, 1);
    await expect(guess(budget, 0, 0)).resolves.toEqual({ wrong: 0 });
  });
});
