import type { Cart } from '@checkout-perks/core/contract';
import type { LoyaltySession } from '../loyalty/loyalty-session.ts';

/** What is to be quoted. */
export interface QuoteInput {
  cart: Cart;
  /** Codes as typed. */
  codes: readonly string[];
  /** Who buys; `expired` when the session they brought is too old. */
  loyalty?: { session: LoyaltySession | 'expired'; spend: number | 'max' } | undefined;
  /** Who buys, as the shop knows them, for limits per person. */
  customer?: string | undefined;
  /** For a preview: providers' answers of a moment ago will do, and the member is shown. An order leaves it out. */
  preview?: boolean;
}
