import type { LoyaltyUse, Quote, QuoteCode } from '@checkout-perks/core/contract';
import type { LoyaltyCall } from './loyalty.ts';
import type { Priced } from './perks-state.ts';

/** What is to be done about an event, in order. */
export type PerksEffect =
  /** Ask for a quote; it takes the place of any request still under way. `settle` waits for the shopper to come to rest. */
  | {
      readonly type: 'quote';
      readonly request: number;
      readonly cart: Priced;
      readonly codes: readonly string[];
      readonly loyalty: LoyaltyUse | undefined;
      readonly settle: boolean;
    }
  /** Ask who the shopper is; it takes the place of any such request still under way. */
  | { readonly type: 'call'; readonly call: LoyaltyCall }
  /** Give up the quote under way. */
  | { readonly type: 'abort' }
  /** Come back in a second. */
  | { readonly type: 'tick' }
  /** What the form submits. */
  | { readonly type: 'value'; readonly token: string | null }
  | { readonly type: 'tellQuote'; readonly quote: Quote; readonly token: string }
  | { readonly type: 'tellRejected'; readonly codes: readonly QuoteCode[] }
  | { readonly type: 'tellError'; readonly code: string }
  /** The field, or the points, need the shopper's attention. */
  | { readonly type: 'focusField' | 'focusPoints' };
