import { describe, expect, it } from 'vitest';
import { createSerialQueue } from './serial-queue.ts';

/** Work that notes when it begins and ends, and ends when told. */
function task(name: string, log: string[]): { work: () => Promise<string>; end: () => void; fail: () => void } {
  let end = () => {};
  let fail = () => {};
  const done = new Promise<void>((resolve, reject) => {
    end = resolve;
    fail = () => reject(new Error(name));
  });
  done.catch(() => {});
  const work = async () => {
    log.push(`${name} begins`);
    await done;
    log.push(`${name} ends`);
    return name;
  };
  return { work, end, fail };
}

const turn = () => new Promise((done) => setImmediate(done));

describe('createSerialQueue', () => {
  it('runs work of one key one by one, in order, and gives each its own answer', async () => {
    const queue = createSerialQueue();
    const log: string[] = [];
    const [a, b] = [task('a', log), task('b', log)];
    const answers = [queue('1000', a.work), queue('1000', b.work)];
    await turn();
    expect(log).toEqual(['a begins']);
    b.end();
    a.end();
    expect(await Promise.all(answers)).toEqual(['a', 'b']);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('keeps no other key waiting', async () => {
    const queue = createSerialQueue();
    const log: string[] = [];
    const [a, b] = [task('a', log), task('b', log)];
    const first = queue('1000', a.work);
    const second = queue('2000', b.work);
    b.end();
    await expect(second).resolves.toBe('b');
    a.end();
    await first;
  });

  it('goes on after work that fails, whose error reaches its own caller only', async () => {
    const queue = createSerialQueue();
    const log: string[] = [];
    const [a, b] = [task('a', log), task('b', log)];
    const first = queue('1000', a.work);
    const second = queue('1000', b.work);
    a.fail();
    b.end();
    await expect(first).rejects.toThrow('a');
    await expect(second).resolves.toBe('b');
  });

  it('goes on after work that throws before it gives a promise', async () => {
    const queue = createSerialQueue();
    const thrower = queue('1000', () => {
      throw new Error('at once');
    });
    const next = queue('1000', async () => 'next');
    await expect(thrower).rejects.toThrow('at once');
    await expect(next).resolves.toBe('next');
  });

  it('runs work that was queued while the last one ended', async () => {
    const queue = createSerialQueue();
    const order: number[] = [];
    const again = (depth: number): Promise<void> =>
      queue('1000', async () => {
        order.push(depth);
      }).then(() => (depth < 3 ? again(depth + 1) : undefined));
    await Promise.all([again(0), again(0)]);
    expect(order).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
  });
});
