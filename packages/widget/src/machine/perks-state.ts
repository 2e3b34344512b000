import type { Cart, Quote, QuoteCode } from '@checkout-perks/core/contract';

/** The last quote in which every code was applied: what is shown, and what the form submits. */
export interface SettledQuote {
  /** The cart that was priced; the same object as {@link PerksState.cart} while the quote is up to date. */
  readonly cart: Cart;
  /** Codes as typed; `quote.codes[i]` answers the i-th. */
  readonly codes: readonly string[];
  readonly quote: Quote;
  readonly token: string;
}

/** What keeps the shopper from having what was asked for. */
export interface Problem {
  /** The code in the field is not good (or there is none), or a request had no usable answer. */
  readonly of: 'code' | 'request';
  /** A rejection reason, `empty`, or an error code. */
  readonly code: string;
  /** Seconds. */
  readonly retryAfter?: number | undefined;
  /** Whether it came of applying the code in the field. */
  readonly tried: boolean;
}

/** A code, and what became of it. */
export interface Outcome {
  readonly typed: string;
  readonly result: QuoteCode;
}

/** Something that the live region reads out once; `problem` stands for the problem there is. */
export type Saying =
  | { readonly key: 'checking' | 'problem' }
  | { readonly key: 'saidApplied' | 'saidRemoved' | 'dropped'; readonly result: QuoteCode; readonly quote: Quote };

/** All that the widget knows. Never changed in place. */
export interface PerksState {
  readonly cart: Cart | undefined;
  /** False once the shop's configuration says that gift codes are off. */
  readonly offered: boolean;
  /** What stands in the field. */
  readonly text: string;
  /** Codes that the shopper wants on the order, as typed. */
  readonly wanted: readonly string[];
  /** The code that is being tried on top of `wanted`. */
  readonly trying: string | undefined;
  /** What a code had done that is being removed. */
  readonly removing: QuoteCode | undefined;
  /** Number of the latest request; answers to earlier ones are ignored. */
  readonly request: number;
  readonly pending: boolean;
  readonly settled: SettledQuote | undefined;
  readonly problem: Problem | undefined;
  /** Codes that had been applied and were rejected later. */
  readonly dropped: readonly Outcome[];
  readonly said: readonly Saying[];
  /** Counts what was said, so that the same words twice are two announcements. */
  readonly turn: number;
}

/** The state before anything has happened. */
export const INITIAL_STATE: PerksState = {
  cart: undefined,
  offered: true,
  text: '',
  wanted: [],
  trying: undefined,
  removing: undefined,
  request: 0,
  pending: false,
  settled: undefined,
  problem: undefined,
  dropped: [],
  said: [],
  turn: 0,
};
