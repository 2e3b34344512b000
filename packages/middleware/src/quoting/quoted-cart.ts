import type { Quote } from '@checkout-perks/core/contract';
import type { LevelKind } from '@checkout-perks/core/providers';
import type { UsableGift } from '../looking-up/resolve-codes.ts';
import type { LoyaltySession } from '../loyalty/loyalty-session.ts';
import type { QuotedPromo } from '../promo-limits/quoted-promo.ts';

/** A gift code that pays, in the clear: it stays on the server. */
export interface QuotedGift extends UsableGift {
  /** What it pays, minor units. */
  amount: number;
  /** What will be re-issued, minor units. */
  remainder: number;
}

/** What a loyalty member does on the order. */
export interface QuotedPoints {
  memberId: string;
  /** False when only a phone or card was typed: such a member earns and never spends. */
  confirmed: boolean;
  kind: LevelKind;
  /** What the provider is told of: goods after promos, without lines that take no points, minor units. */
  purchase: number;
  /** Points that pay; 0 to earn, or for a level's discount. */
  spend: number;
  /** What points or the level's discount take off, minor units. */
  amount: number;
  /** Points that the provider says the purchase brings. */
  earn: number;
}

/** A quote with what only the server may know of it. */
export interface QuotedCart {
  quote: Quote;
  /** The codes that pay, in the order typed. */
  gifts: QuotedGift[];
  promos: QuotedPromo[];
  points?: QuotedPoints;
  /** The codes of both, as they are looked up, in the order typed. */
  codes: string[];
  /** Whose points, and how many: what the quote's token must carry to be priced again. */
  loyalty?: { session: LoyaltySession; spend: number };
  /** How many of the typed codes were tried in vain. */
  wrong: number;
}
