import type { NowOrLater } from './now-or-later.ts';

/** Remembers answers for moments. */
export interface BriefCache<T> {
  /** The answer that is remembered or under way for a key, or a new one. What fails is not remembered. */
  get(key: string, load: () => Promise<T>): NowOrLater<T>;
}

/** How long and how much is remembered. */
export interface BriefCacheOptions<T> {
  /** How long an answer is good, ms. */
  keepFor: (answer: T, key: string) => number;
  /** Most answers that are kept. */
  most: number;
  clock: () => number;
}

interface Kept<T> {
  answer: T;
  from: number;
  until: number;
}

/** Makes a cache in which those who ask for the same key at the same time share one call. */
export function createBriefCache<T>({ keepFor, most, clock }: BriefCacheOptions<T>): BriefCache<T> {
  const kept = new Map<string, Kept<T>>();
  const underWay = new Map<string, Promise<T>>();

  return {
    get(key, load) {
      const known = kept.get(key);
      const now = clock();
      // A clock that was set back must not make an answer good for longer.
      if (known && now >= known.from && now < known.until) return known.answer;
      const shared = underWay.get(key);
      if (shared) return shared;

      const work = load().then((answer) => {
        const from = clock();
        kept.delete(key);
        kept.set(key, { answer, from, until: from + keepFor(answer, key) });
        const [oldest] = kept.keys();
        if (kept.size > most && oldest !== undefined) kept.delete(oldest);
        return answer;
      });
      underWay.set(key, work);
      const forget = () => underWay.delete(key);
      work.then(forget, forget);
      return work;
    },
  };
}
