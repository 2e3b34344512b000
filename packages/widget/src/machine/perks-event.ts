import type { QuoteAnswer } from '@checkout-perks/core/contract';
import type { KeptPerks } from './kept-perks.ts';
import type { Offers } from './offers.ts';
import type { Priced } from './perks-state.ts';

/** What can happen to the widget, but for what happens to points: see `PointsEvent`. */
export type PerksEvent =
  /** The page has another cart, or none. */
  | { readonly type: 'cart'; readonly cart: Priced | undefined }
  | { readonly type: 'config'; readonly offers: Offers }
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'apply' }
  /** `code` as it was typed. */
  | { readonly type: 'remove'; readonly code: string }
  | { readonly type: 'retry' }
  /** The quote is to be made anew with the same codes: it is about to expire, or the shop asks for it. */
  | { readonly type: 'refresh' }
  | { readonly type: 'reset' }
  /** What was kept from an earlier look at the page, and the codes of its address. */
  | {
      readonly type: 'restore';
      readonly kept: KeptPerks;
      readonly linked: readonly string[];
      /** By which the shop says who is logged in: it goes before a member who was kept. */
      readonly customerToken: string | null;
    }
  /** The shop says who is logged in. */
  | { readonly type: 'customer'; readonly token: string }
  | { readonly type: 'answer'; readonly request: number; readonly answer: QuoteAnswer }
  | {
      readonly type: 'failure';
      /** Without it: the loyalty request. */
      readonly request?: number;
      readonly code: string;
      readonly retryAfter?: number | undefined;
    };
