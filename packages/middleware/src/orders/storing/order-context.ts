import type { Journal, OrderFile } from '../../journal/journal.ts';
import type { Loyalty } from '../../loyalty/loyalty.ts';
import type { PersonalLimits } from '../../promo-limits/personal-limits.ts';
import type { QuoteTokens } from '../../quoting/quote-token.ts';
import type { QuotingOptions } from '../../quoting/quoting-options.ts';

/** How long things may take, ms. */
export interface OrderTiming {
  /** How long a reservation holds. */
  reserveFor: number;
  /** How long a process may work on an order before another may take it over; longer than a provider's call. */
  lease: number;
  /** How long a verb works or waits before it answers that the order is still between two states. */
  wait: number;
  /** How long after a send its effect may still arrive; a probe waits that long. Longer than a provider's call. */
  grace: number;
}

/** How waiting is done, so that orders can be run by another time than the system's. */
export interface Time {
  /** Resolves after `ms`, or without an error as soon as the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** ms by a clock that is never set, for measuring how long something takes. */
  monotonic(): number;
}

/** What every order verb works with. */
export interface OrderContext extends Time {
  journal: Journal;
  /** This process's name in leases. */
  worker: string;
  /** Name of the provider of promos; empty where there is none. */
  promoProvider: string;
  /** Finds out which promos are good once per person. */
  personalLimits: PersonalLimits;
  /** Opens the sessions of loyalty members; absent where there are no points. */
  loyalty?: Pick<Loyalty, 'open'> | undefined;
  quoting: QuotingOptions;
  tokens: QuoteTokens;
  timing: OrderTiming;
  clock: () => number;
  newId: () => string;
  /**
   * Works on an order's effects until it is final or must wait; never throws for a provider's fault.
   *
   * @param begun The order as it was just written or read, maybe under a lease of this process
   * @returns The order as it then is; nothing when there is none any more
   */
  run: (orderId: string, begun?: OrderFile) => Promise<OrderFile | undefined>;
  /** Told of what should not have happened while nobody was there to be answered. */
  report: (thrown: unknown) => void;
}
