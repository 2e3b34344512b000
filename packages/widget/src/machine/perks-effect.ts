import type { Cart, Quote, QuoteCode } from '@checkout-perks/core/contract';

/** What is to be done about an event, in order. */
export type PerksEffect =
  /** Ask for a quote; it takes the place of any request still under way. `settle` waits for the cart to stop changing. */
  | {
      readonly type: 'quote';
      readonly request: number;
      readonly cart: Cart;
      readonly codes: readonly string[];
      readonly settle: boolean;
    }
  /** Give up the request under way. */
  | { readonly type: 'abort' }
  /** What the form submits, and the codes that a later visit restores. */
  | { readonly type: 'value'; readonly token: string | null; readonly codes: readonly string[] }
  | { readonly type: 'tellQuote'; readonly quote: Quote; readonly token: string }
  | { readonly type: 'tellRejected'; readonly codes: readonly QuoteCode[] }
  | { readonly type: 'tellError'; readonly code: string }
  /** The field needs the shopper's attention. */
  | { readonly type: 'focusField' };
