import { AsyncResource } from 'node:async_hooks';
import { randomInt } from 'node:crypto';

/** Does work that nobody waits for, a few pieces at a time. */
export interface Background {
  /** Does it soon; when too much is waiting already, or all is closing, never. */
  run(work: () => Promise<void>): void;
  /** Drops what has not begun and waits for the rest, two seconds at most: a sender may hang. */
  close(): Promise<void>;
}

const AT_ONCE = 8;
const MOST_WAITING = 1000;
/** Longest pause before a piece begins, ms. */
const LONGEST_PAUSE = 250;
/** Longest that work is waited for at the end, ms. */
const LONGEST_END = 2000;

/**
 * Makes a background. Each piece begins after a random pause: the moments after an answer then say nothing of how much work was
 * left over from it.
 *
 * @param dropped Told when work is dropped because too much is waiting
 */
export function createBackground(dropped: () => void): Background {
  const pauses = new Set<NodeJS.Timeout>();
  const waiting: (() => Promise<void>)[] = [];
  const working = new Set<Promise<void>>();
  let closed = false;

  function begin(): void {
    while (working.size < AT_ONCE) {
      const work = waiting.shift();
      if (!work) return;
      const done = work().finally(() => {
        working.delete(done);
        begin();
      });
      working.add(done);
    }
  }

  return {
    run(work) {
      if (closed) return;
      if (pauses.size + waiting.length >= MOST_WAITING) return dropped();
      const pause = setTimeout(() => {
        pauses.delete(pause);
        // A host's trace, or whatever else it keeps beside a request, stays with the request's own work.
        waiting.push(AsyncResource.bind(work));
        begin();
      }, randomInt(LONGEST_PAUSE));
      pauses.add(pause);
    },
    async close() {
      closed = true;
      for (const pause of pauses) clearTimeout(pause);
      waiting.length = 0;
      let limit: NodeJS.Timeout | undefined;
      const late = new Promise<void>((done) => {
        limit = setTimeout(done, LONGEST_END);
      });
      await Promise.race([Promise.allSettled(working), late]);
      clearTimeout(limit);
    },
  };
}
