import type { Cart, QuoteAnswer } from '@checkout-perks/core/contract';

/** What can happen to the widget. */
export type PerksEvent =
  /** The page has another cart, or none. */
  | { readonly type: 'cart'; readonly cart: Cart | undefined }
  | { readonly type: 'config'; readonly gift: boolean }
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'apply' }
  /** `code` as it was typed. */
  | { readonly type: 'remove'; readonly code: string }
  | { readonly type: 'retry' }
  /** The quote is to be made anew with the same codes: it is about to expire, or the shop asks for it. */
  | { readonly type: 'refresh' }
  | { readonly type: 'reset' }
  /** The browser gives back the codes of an earlier visit to this page. */
  | { readonly type: 'restore'; readonly codes: readonly string[] }
  | { readonly type: 'answer'; readonly request: number; readonly answer: QuoteAnswer }
  | {
      readonly type: 'failure';
      readonly request: number;
      readonly code: string;
      readonly retryAfter?: number | undefined;
    };
