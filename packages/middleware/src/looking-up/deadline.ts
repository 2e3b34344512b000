import { PerksError } from '@checkout-perks/core/errors';

/** When a quote stops waiting. */
export interface Deadline {
  /** Waits for work no longer than until the deadline; the work itself goes on. @throws `PROVIDER_UNAVAILABLE` */
  within<T>(work: Promise<T>): Promise<T>;
  /** Lets go of the timer. */
  end(): void;
}

/** Until when a quote waits. */
export interface Deadlines {
  /** For codes that may pay. */
  codes: Deadline;
  /** For points that are to be spent. */
  points: Deadline;
  /** For what the order can do without. For a preview that is everything. */
  extras: Deadline;
}

/**
 * Sets a deadline: one timer for all that one quote waits for, and none for a quote that waits for nothing.
 *
 * @param ms From now on
 */
export function createDeadline(ms: number): Deadline {
  const until = performance.now() + ms;
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  let waiting: Set<(late: PerksError) => void> | undefined;
  const ring = () => {
    isOver = true;
    for (const tell of waiting ?? []) tell(late());
    waiting = undefined;
  };

  return {
    within(work) {
      if (isOver) {
        work.catch(() => {});
        return Promise.reject(late());
      }
      timer ??= setTimeout(ring, until - performance.now());
      return new Promise((resolve, reject) => {
        waiting ??= new Set();
        waiting.add(reject);
        work.then(resolve, reject).finally(() => waiting?.delete(reject));
      });
    },
    end: () => clearTimeout(timer),
  };
}

function late(): PerksError {
  return new PerksError('PROVIDER_UNAVAILABLE');
}
