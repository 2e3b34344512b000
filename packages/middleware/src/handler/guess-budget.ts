import { PerksError } from '@checkout-perks/core/errors';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** How many wrong codes one client may try. */
export interface GuessLimits {
  /** Wrong codes until the client must wait; 10 unless given. */
  wrongCodes: number;
  /** Time after which the budget is whole again, seconds; 600 unless given. */
  perSeconds: number;
}

/** Counts wrong codes, so that nobody can try codes until one fits. */
export interface GuessBudget {
  /**
   * Runs a look-up of codes within a client's budget. The budget is taken before the look-up and given back for codes that
   * were not wrong, so that requests sent at the same time cannot outrun it.
   *
   * @param address Whom to count for; without one, all such clients share a larger budget
   * @param codes How many codes are looked up; more than the budget holds take all of it
   * @param lookUp Does it, and tells how many were wrong
   * @throws {PerksError} `TOO_MANY_ATTEMPTS` with `retryAfter`, before anything is looked up
   */
  spend<T extends { wrong: number }>(address: string | undefined, codes: number, lookUp: () => Promise<T>): Promise<T>;
  /** Gives a client back what one wrong code cost, if its budget is not whole again already. */
  giveBack(address: string | undefined): Promise<void>;
}

/** Clients without an address share this many budgets. */
const SHARED = 50;

/** Takes from a budget. @returns When it will be whole again, on the clock of `performance` */
async function take(limiter: RateLimiterMemory, key: string, points: number): Promise<number> {
  try {
    const { msBeforeNext } = await limiter.consume(key, points);
    return performance.now() + msBeforeNext;
  } catch (thrown) {
    if (!(thrown instanceof RateLimiterRes)) throw thrown;
    // A refused request guessed nothing.
    await limiter.reward(key, points);
    throw new PerksError('TOO_MANY_ATTEMPTS', { retryAfter: Math.max(1, Math.ceil(thrown.msBeforeNext / 1000)) });
  }
}

/** Makes the budget, kept in this process's memory. */
export function createGuessBudget({ wrongCodes, perSeconds }: GuessLimits): GuessBudget {
  const single = new RateLimiterMemory({ points: wrongCodes, duration: perSeconds });
  const shared = new RateLimiterMemory({ points: wrongCodes * SHARED, duration: perSeconds });

  const of = (address: string | undefined) => ({
    limiter: address === undefined ? shared : single,
    key: address ?? 'shared',
  });

  return {
    async spend(address, codes, lookUp) {
      if (codes === 0) return lookUp();
      const { limiter, key } = of(address);
      const stake = Math.min(codes, limiter.points);
      const ends = await take(limiter, key, stake);
      let wrong = 0;
      try {
        const found = await lookUp();
        wrong = found.wrong;
        return found;
      } finally {
        // What was taken from a budget that is whole again by now would be added to the new one.
        if (performance.now() < ends) {
          if (stake > wrong) await limiter.reward(key, stake - wrong);
          else await limiter.penalty(key, wrong - stake);
        }
      }
    },
    async giveBack(address) {
      const { limiter, key } = of(address);
      const used = await limiter.get(key);
      if (used && used.consumedPoints > 0) await limiter.reward(key, 1);
    },
  };
}
