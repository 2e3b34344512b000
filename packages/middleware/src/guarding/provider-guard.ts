import { isPerksError, PerksError } from '@checkout-perks/core/errors';
import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
} from 'cockatiel';

/** How a provider that is in trouble is kept from holding others up. */
export interface GuardLimits {
  /** After how many failures in a row it is left alone; 5. */
  failures: number;
  /** For how long it is left alone before one call tries again, ms; 5000. */
  pause: number;
  /** Most look-ups, and most calls of orders, that are under way at once; 32. A thousand more wait their turn. */
  atOnce: number;
}

/**
 * Calls to one provider. What is refused here was never sent, so it is thrown with the outcome `notApplied`.
 *
 * @throws `PROVIDER_UNAVAILABLE` while the provider is left alone, when too much is under way, or after the time limit;
 *   `PROVIDER_RATE_LIMITED` for a look-up while the provider asked to wait
 */
export interface ProviderGuard {
  /** For quotes: reads that a shopper waits for. */
  lookUp<T>(call: () => Promise<T>): Promise<T>;
  /** For orders: writes, and what they read. Look-ups, however many, take no room from them. */
  order<T>(call: () => Promise<T>): Promise<T>;
  /** As `order`, for reads that take several requests and have no time limit of their own. */
  read<T>(call: () => Promise<T>): Promise<T>;
}

/** Failures that say that the provider is in trouble, not that it refused. */
const TROUBLE: ReadonlySet<string> = new Set(['PROVIDER_UNAVAILABLE', 'PROVIDER_PROTOCOL', 'PROVIDER_RATE_LIMITED']);
/** How much longer than the provider's own limit a call is given, ms: its own error tells more than ours. */
const GRACE = 100;
/** How long look-ups rest when a provider asks to wait and does not say for how long, seconds. */
const REST = 1;
const LONGEST_REST = 60;
/** How many calls wait their turn: a flash sale must not have orders declined, and memory must not run out. */
const WAITING = 1000;

/**
 * Guards a provider: a breaker that opens when the provider is in trouble, a bound on what is under way, and a time limit
 * for providers that keep none themselves.
 *
 * @param timeoutMs The provider's own limit for one call
 * @param longestWait How long a call of an order may wait its turn, ms: then it is too late to be sent, and is not
 */
export function createProviderGuard(
  timeoutMs: number,
  limits: Partial<GuardLimits> = {},
  longestWait = Number.POSITIVE_INFINITY,
): ProviderGuard {
  const { failures = 5, pause = 5000, atOnce = 32 } = limits;
  const breaker = circuitBreaker(
    handleWhen((thrown) => isPerksError(thrown) && TROUBLE.has(thrown.code)),
    { halfOpenAfter: pause, breaker: new ConsecutiveBreaker(failures) },
  );
  const lookUps = bulkhead(atOnce, WAITING);
  const orders = bulkhead(atOnce, WAITING);
  let restUntil = 0;

  async function guarded<T>(room: typeof lookUps, call: () => Promise<T>, inTime = () => true): Promise<T> {
    // One call tries whether the provider is back; others would only wait for it.
    if (breaker.state === CircuitState.HalfOpen) throw leftAlone(pause);
    try {
      return await room.execute(() => {
        if (!inTime()) throw new PerksError('PROVIDER_UNAVAILABLE', { ...NOT_SENT, details: { heldUp: true } });
        return breaker.execute(call);
      });
    } catch (thrown) {
      if (thrown instanceof BrokenCircuitError) throw leftAlone(pause);
      if (thrown instanceof BulkheadRejectedError) throw new PerksError('PROVIDER_UNAVAILABLE', NOT_SENT);
      throw thrown;
    }
  }

  return {
    async lookUp(call) {
      const rest = restUntil - performance.now();
      if (rest > 0) throw new PerksError('PROVIDER_RATE_LIMITED', { ...NOT_SENT, retryAfter: Math.ceil(rest / 1000) });
      return guarded(lookUps, async () => {
        try {
          return await limited(call, timeoutMs + GRACE);
        } catch (thrown) {
          if (isPerksError(thrown) && thrown.code === 'PROVIDER_RATE_LIMITED') {
            const seconds = Math.min(thrown.retryAfter ?? REST, LONGEST_REST);
            restUntil = Math.max(restUntil, performance.now() + seconds * 1000);
          }
          throw thrown;
        }
      });
    },
    order(call) {
      const asked = performance.now();
      const inTime = () => performance.now() - asked <= longestWait;
      return guarded(orders, () => limited(call, timeoutMs + GRACE), inTime);
    },
    read: (call) => guarded(orders, call),
  };
}

const NOT_SENT = { outcome: 'notApplied' } as const;

function leftAlone(pause: number): PerksError {
  const seconds = Math.floor(pause / 1000);
  return new PerksError('PROVIDER_UNAVAILABLE', { ...NOT_SENT, ...(seconds > 0 ? { retryAfter: seconds } : {}) });
}

/** A call that does not keep its own time limit: whether it has its effect nobody can tell. */
async function limited<T>(call: () => Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new PerksError('PROVIDER_UNAVAILABLE', { outcome: 'unknown' })), ms);
  });
  try {
    return await Promise.race([call(), late]);
  } finally {
    clearTimeout(timer);
  }
}
