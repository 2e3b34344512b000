import type { NowOrLater } from './now-or-later.ts';

/** Remembers answers for moments. */
export interface BriefCache<T> {
  /** The answer that is remembered or under way for a key, or a new one. What fails is not remembered. */
  get(key: string, load: () => Promise<T>): NowOrLater<T>;
  /** Asks in any case, and remembers the answer in place of an older one. */
  renew(key: string, load: () => Promise<T>): Promise<T>;
  /**
   * Forgets the answers that something has just changed. Answers under way may be older than the change: none of them is
   * remembered.
   */
  forget(concerns: (key: string, answer: T) => boolean): void;
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

  function keep(key: string, answer: T): void {
    const from = clock();
    kept.delete(key);
    kept.set(key, { answer, from, until: from + keepFor(answer, key) });
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
  }

  function renew(key: string, load: () => Promise<T>): Promise<T> {
    const work = load();
    underWay.set(key, work);
    const isLatest = () => underWay.get(key) === work;
    work.then(
      (answer) => {
        if (!isLatest()) return;
        underWay.delete(key);
        keep(key, answer);
      },
      () => {
        if (isLatest()) underWay.delete(key);
      },
    );
    return work;
  }

  return {
    get(key, load) {
      const known = kept.get(key);
      const now = clock();
      // A clock that was set back must not make an answer good for longer.
      if (known && now >= known.from && now < known.until) return known.answer;
      return underWay.get(key) ?? renew(key, load);
    },
    renew,
    forget(concerns) {
      underWay.clear();
      for (const [key, { answer }] of kept) if (concerns(key, answer)) kept.delete(key);
    },
  };
}
