import { describe, expect, it } from 'vitest';
import { createOneAtATime } from './one-at-a-time.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('createOneAtATime', () => {
  it('runs the work on one key in turn, and that on others meanwhile', async () => {
    const inTurn = createOneAtATime<string>();
    const log: string[] = [];
    const work = (name: string, turns: number) => async () => {
      log.push(`${name} begins`);
      for (let i = 0; i < turns; i += 1) await turn();
      log.push(`${name} ends`);
      return name;
    };
    const done = [inTurn('a', work('first', 5)), inTurn('a', work('second', 1)), inTurn('b', work('other', 1))];
    expect(await Promise.all(done)).toEqual(['first', 'second', 'other']);
    expect(log).toEqual(['first begins', 'other begins', 'other ends', 'first ends', 'second begins', 'second ends']);
  });

  it('goes on after work that failed', async () => {
    const inTurn = createOneAtATime<string>();
    const failed = inTurn('a', async () => {
      throw new Error('no');
    });
    const next = inTurn('a', async () => 'yes');
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('yes');
    expect(await inTurn('a', async () => 'again')).toBe('again');
  });
});
