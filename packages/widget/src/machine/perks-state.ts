import type { Cart, LoyaltyUse, Quote, QuoteCode } from '@checkout-perks/core/contract';
import type { Loyalty, LoyaltyCall } from './loyalty.ts';
import type { Offers } from './offers.ts';

/** What is priced: a cart, or the name under which the shop's server knows it. */
export type Priced = Cart | { readonly cartId: string };

/** The last quote in which every code was applied: what is shown, and what the form submits. */
export interface SettledQuote {
  /** What was priced; the same object as {@link PerksState.cart} while the quote is up to date. */
  readonly cart: Priced;
  /** Codes as typed; `quote.codes[i]` answers the i-th. */
  readonly codes: readonly string[];
  /** The member it was made for. */
  readonly use: LoyaltyUse | undefined;
  readonly quote: Quote;
  readonly token: string;
}

/** What keeps the shopper from having what was asked for. */
export interface Problem {
  /** The code in the field is not good (or there is none), a request had no usable answer, or it is about the one-time code. */
  readonly of: 'code' | 'request' | 'member';
  /** A rejection reason, `empty`, or an error code. */
  readonly code: string;
  /** The code that was better for the shopper. */
  readonly kept?: string | undefined;
  /** Seconds. */
  readonly retryAfter?: number | undefined;
  /** Whether it came of applying what stands in the field. */
  readonly tried: boolean;
}

/** A code, and what became of it. */
export interface Outcome {
  readonly typed: string;
  readonly result: QuoteCode;
  /** It was the one that the shopper had just typed. */
  readonly isTried: boolean;
  /** Whether the same code may be accepted a little later, so that trying again makes sense. */
  readonly again: boolean;
}

/** Something that the live region reads out once; `problem` and `loyalty` stand for what the state says of them. */
export type Saying =
  | { readonly key: 'checking' | 'problem' | 'loyalty' }
  | { readonly key: CodeSaying; readonly result: QuoteCode; readonly quote: Quote };

/** What there is to say of one code. */
export type CodeSaying = 'saidApplied' | 'saidRemoved' | 'dropped';

/** All that the widget knows. Never changed in place. */
export interface PerksState {
  readonly cart?: Priced | undefined;
  /** Until the shop has said, nobody knows. */
  readonly offers?: Offers | undefined;
  /** What stands in the field. */
  readonly text: string;
  /** Codes that the shopper wants on the order, as typed. */
  readonly wanted: readonly string[];
  /** Codes that came with the page's address. */
  readonly linked: readonly string[];
  /** The code that is being tried on top of `wanted`. */
  readonly trying?: string | undefined;
  /** What a code had done that is being removed. */
  readonly removing?: QuoteCode | undefined;
  /** Number of the latest request; answers to earlier ones are ignored. */
  readonly request: number;
  readonly pending: boolean;
  readonly settled?: SettledQuote | undefined;
  readonly problem?: Problem | undefined;
  /** Codes that had been applied, or came with the address, and were rejected. */
  readonly dropped: readonly Outcome[];
  readonly loyalty?: Loyalty | undefined;
  /** The loyalty request that is under way. */
  readonly call?: LoyaltyCall | undefined;
  readonly said: readonly Saying[];
  /** Counts what was said, so that the same words twice are two announcements. */
  readonly turn: number;
}

/** The state before anything has happened. */
export const INITIAL_STATE: PerksState = {
  text: '',
  wanted: [],
  linked: [],
  request: 0,
  pending: false,
  dropped: [],
  said: [],
  turn: 0,
};
