import { PerksError } from '@checkout-perks/core/errors';
import type { Promo } from '@checkout-perks/core/providers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { promoOf } from '../../test/quoting-with.ts';
import { createDeadline } from './deadline.ts';
import { createPromoIndex, type PromoIndexOptions } from './promo-index.ts';

const MINUTE = 60_000;
const down = new PerksError('PROVIDER_UNAVAILABLE');

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** An index over a provider whose answers the test gives, and a clock that the test moves. */
function indexOf(options: Partial<PromoIndexOptions> = {}) {
  const state = { now: 1_000_000, fetched: 0, answer: async (): Promise<Promo[]> => [promoOf('SALE10')] };
  const provider = {
    list: () => {
      state.fetched += 1;
      return state.answer();
    },
  };
  const index = createPromoIndex({ provider, clock: () => state.now, ...options });
  const list = (fresh = false, within = 50) => index.list(createDeadline(within), fresh);
  return { state, index, list };
}

/** An answer that comes when the test says so. */
function held<T>() {
  let give = (_: T) => {};
  const answer = new Promise<T>((resolve) => {
    give = resolve;
  });
  return { give, answer: () => answer };
}

describe('createPromoIndex', () => {
  it('fetches nothing before it is asked, and then once for all who ask', async () => {
    const { state, index, list } = indexOf();
    expect([state.fetched, index.last]).toEqual([0, undefined]);
    const lists = await Promise.all([list(), list(true), list()]);
    expect(state.fetched).toBe(1);
    expect(new Set(lists).size).toBe(1);
    expect(lists[0].find('SALE10')).toMatchObject({ code: 'SALE10' });
    expect(lists[0].find('sale10')).toBeUndefined();
    expect(lists[0].isWhole).toBe(true);
  });

  it('finds codes without regard to case, and written with signs or look-alikes', async () => {
    const { state, list } = indexOf();
    state.answer = async () => [promoOf('MyPromoCode'), promoOf('new-year 25'), promoOf('ТЕСТ')];
    const promos = await list();
    expect(['MYPROMOCODE', 'NEWYEAR25', 'TECT'].map((code) => promos.find(code)?.code)).toEqual([
      'MyPromoCode',
      'new-year 25',
      'ТЕСТ',
    ]);
  });

  it('keeps of two codes that differ in case alone the one that is good', async () => {
    const { state, list } = indexOf();
    const [off, on] = [promoOf('sale10', { valid: false }), promoOf('SALE10', { id: 'on' })];
    for (const order of [
      [off, on],
      [on, off],
    ]) {
      state.answer = async () => order;
      state.now += 10 * MINUTE;
      expect((await list()).find('SALE10')?.id).toBe('on');
    }
  });

  it('gives the last list while it is new, and fetches behind the backs of those who ask when it is not', async () => {
    const { state, list } = indexOf();
    const first = await list();
    state.now += MINUTE - 1;
    expect(await list()).toBe(first);
    expect(state.fetched).toBe(1);

    state.now += 1;
    const { give, answer } = held<Promo[]>();
    state.answer = answer;
    expect(await Promise.all([list(), list()])).toEqual([first, first]);
    expect(state.fetched).toBe(2);
    give([promoOf('NEW10')]);
    await vi.advanceTimersByTimeAsync(0);
    expect((await list()).find('NEW10')).toBeDefined();
    expect(state.fetched).toBe(2);
  });

  it('has those who ask wait for a new list when the last is old', async () => {
    const { state, list } = indexOf();
    await list();
    state.now += 5 * MINUTE;
    state.answer = async () => [promoOf('NEW10')];
    expect((await list()).find('NEW10')).toBeDefined();
  });

  it('has an order wait for a list that is seconds old, and fetches no more often than that', async () => {
    const { state, list } = indexOf();
    await list();
    state.now += 2999;
    await list(true);
    expect(state.fetched).toBe(1);
    state.now += 1;
    await list(true);
    expect(state.fetched).toBe(2);
  });

  it('asks a site whose list takes long no more than a tenth of the time', async () => {
    const { state, list } = indexOf();
    state.answer = async () => {
      await new Promise((done) => setTimeout(done, 400));
      return [];
    };
    const [first] = await Promise.all([list(false, 1000), vi.advanceTimersByTimeAsync(400)]);
    state.now += 3999;
    expect(await list(true)).toBe(first);
    expect(state.fetched).toBe(1);
    state.now += 1;
    const [next] = await Promise.all([list(true, 1000), vi.advanceTimersByTimeAsync(400)]);
    expect(next).not.toBe(first);
    expect(state.fetched).toBe(2);
  });

  it('goes by the last list while the provider is down or hangs, but not for ever', async () => {
    for (const answer of [() => Promise.reject(down), () => new Promise<never>(() => {})]) {
      const { state, list } = indexOf({ usableFor: 60 * MINUTE });
      const first = await list();
      state.answer = answer;
      state.now += 60 * MINUTE - 1;
      const asked = Promise.all([list(true), list()]);
      await vi.advanceTimersByTimeAsync(50);
      expect(await asked).toEqual([first, first]);
      state.now += 1;
      const refused = expect(list()).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
      await vi.advanceTimersByTimeAsync(50);
      await refused;
    }
  });

  it('does not ask again and again a provider that has just failed', async () => {
    const { state, list } = indexOf();
    state.answer = () => Promise.reject(down);
    await expect(list()).rejects.toBe(down);
    await expect(list()).rejects.toBe(down);
    expect(state.fetched).toBe(1);
    state.now += 1000;
    state.answer = async () => [];
    await list();
    expect(state.fetched).toBe(2);
  });

  it('trusts no list when the clock was set back', async () => {
    const { state, list } = indexOf();
    await list();
    state.now -= 10 * MINUTE;
    await list();
    expect(state.fetched).toBe(2);
  });

  it('keeps no more promos than it may, and says that there are more', async () => {
    const { state, list } = indexOf({ most: 2 });
    state.answer = async () => ['ONE', 'TWO', 'one', 'THREE'].map((code) => promoOf(code));
    const promos = await list();
    expect([promos.find('TWO')?.code, promos.find('THREE'), promos.isWhole]).toEqual(['TWO', undefined, false]);
  });

  it('takes what is no list for a provider’s fault', async () => {
    const { state, list } = indexOf();
    state.answer = async () => 'promos' as unknown as Promo[];
    await expect(list()).rejects.toMatchObject({ code: 'PROVIDER_PROTOCOL' });
  });
});
