import type { GiftProvider } from '@checkout-perks/core/providers';
import type { Journal, OrderFile } from '../journal/journal.ts';
import type { QuotingOptions } from '../quoting/quote-cart.ts';
import type { QuoteTokens } from '../quoting/quote-token.ts';

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

/** What every order verb works with. */
export interface OrderContext {
  journal: Journal;
  gift: GiftProvider;
  quoting: QuotingOptions;
  tokens: QuoteTokens;
  timing: OrderTiming;
  clock: () => number;
  newId: () => string;
  /** Works on an order's effects until it is final or must wait; never throws for a provider's fault. */
  run: (orderId: string) => Promise<OrderFile>;
  /** Told of what should not have happened while nobody was there to be answered. */
  report: (thrown: unknown) => void;
}
