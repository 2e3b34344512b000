import { describe, expect, it } from 'vitest';
import { createBriefCache } from './brief-cache.ts';

/** A cache of what is counted, and a clock that the test moves. */
function counting(most = 10) {
  const state = { now: 1000, loads: 0 };
  const keepFor = (answer: string) => (answer.startsWith('long') ? 1000 : 100);
  const cache = createBriefCache<string>({ keepFor, most, clock: () => state.now });
  const get = (key: string) => cache.get(key, async () => `${key} ${++state.loads}`);
  return { state, cache, get };
}

/** An answer that comes when the test says so. */
function later(): [Promise<string>, (answer: string) => void] {
  let answer: (answer: string) => void = () => {};
  const promise = new Promise<string>((resolve) => {
    answer = resolve;
  });
  return [promise, (given) => answer(given)];
}

describe('createBriefCache', () => {
  it('remembers an answer for as long as it is good', async () => {
    const { state, get } = counting();
    expect(await get('a')).toBe('a 1');
    expect(await get('long')).toBe('long 2');
    state.now += 99;
    expect(await get('a')).toBe('a 1');
    state.now += 1;
    expect(await get('a')).toBe('a 3');
    expect(await get('long')).toBe('long 2');
  });

  it('has those who ask at the same time share one call', async () => {
    const { state, get } = counting();
    expect(await Promise.all([get('a'), get('a'), get('b')])).toEqual(['a 1', 'a 1', 'b 2']);
    expect(state.loads).toBe(2);
  });

  it('remembers no failure', async () => {
    const { cache, get } = counting();
    await expect(cache.get('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(await get('a')).toBe('a 1');
  });

  it('remembers no more than it may, the latest', async () => {
    const { get } = counting(2);
    for (const key of ['a', 'b', 'c']) await get(key);
    expect([await get('c'), await get('b'), await get('a')]).toEqual(['c 3', 'b 2', 'a 4']);
  });

  it('asks in any case when told to, and remembers that answer', async () => {
    const { state, cache, get } = counting();
    await get('a');
    expect(await cache.renew('a', async () => `a ${++state.loads}`)).toBe('a 2');
    expect(await get('a')).toBe('a 2');
  });

  it('remembers the answer to the later of two questions, whichever comes first', async () => {
    const { cache, get } = counting();
    const [promise, resolve] = later();
    const early = cache.get('a', () => promise);
    await cache.renew('a', async () => 'late');
    resolve('early');
    expect(await early).toBe('early');
    expect(await get('a')).toBe('late');
  });

  it('forgets what has changed, and what is asked just then', async () => {
    const { cache, get } = counting();
    await get('a');
    await get('b');
    const [promise, resolve] = later();
    const asked = cache.get('c', () => promise);
    cache.forget((key) => key === 'a');
    resolve('old');
    expect(await asked).toBe('old');
    expect([await get('a'), await get('b'), await get('c')]).toEqual(['a 3', 'b 2', 'c 4']);
  });

  it('does not remember for longer because the clock was set back', async () => {
    const { state, get } = counting();
    await get('a');
    state.now -= 500;
    expect(await get('a')).toBe('a 2');
  });
});
