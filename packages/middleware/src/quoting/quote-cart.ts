import type { Cart, Quote, QuoteCode } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import { priceCart } from '@checkout-perks/core/pricing';
import type { GiftProvider, LevelKind } from '@checkout-perks/core/providers';
import { type ResolvedGift, resolveGifts, type UsableGift } from './resolve-gifts.ts';
import { typedAs } from './typed-as.ts';

/** What a quote needs beside the cart. */
export interface QuotingOptions {
  gift: GiftProvider;
  currency: string;
  /** Most gift codes on one order. */
  maxGiftCodes: number;
  /** How long a quote holds, ms. */
  quoteFor: number;
  clock: () => number;
  newId: () => string;
}

/** A gift code that pays, in the clear: it stays on the server. */
export interface QuotedGift extends UsableGift {
  /** What it pays, minor units. */
  amount: number;
  /** What will be re-issued, minor units. */
  remainder: number;
}

/** A promo code that takes something off. */
export interface QuotedPromo {
  /** The provider's own id. */
  promoId: string;
  code: string;
  target: 'goods' | 'delivery';
  /** What it takes off, minor units. */
  amount: number;
  /** How often it may be used in all, and how often the provider has counted. */
  limit?: number;
  used?: number;
  oncePerPerson: boolean;
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
}

/**
 * Prices a cart with typed codes: looks the codes up and works out the sum. Changes nothing anywhere.
 *
 * @throws {PerksError} `INVALID_REQUEST` for a cart in another currency than the shop's, `MONEY_INVALID` for sums past
 *   what integers hold
 */
export async function quoteCart(
  options: QuotingOptions,
  cart: Cart,
  typed: readonly string[],
  provisional: boolean,
): Promise<QuotedCart> {
  if (cart.currency !== options.currency) {
    throw new PerksError('INVALID_REQUEST', { details: { path: 'cart.currency' } });
  }
  // Priced once without codes first: a cart whose sums are no money must not cost a look-up.
  priceCart(cart, []);
  const resolved = await resolveGifts(options.gift, typed, cart.currency, options.maxGiftCodes);
  const usable = resolved.filter((gift): gift is UsableGift => gift.status === 'usable');
  const price = priceCart(
    cart,
    usable.map((gift) => ({ label: gift.masked, value: gift.value })),
  );

  const gifts: QuotedGift[] = [];
  let next = 0;
  const answers = resolved.map((gift): QuoteCode => {
    if (gift.status === 'rejected') return rejectedCode(gift);
    const { amount, remainder } = price.gifts[next++] ?? { amount: 0, remainder: 0 };
    // Activating is all or nothing: a code that would pay nothing stays whole in the shopper's hands.
    if (amount === 0) return rejectedCode({ ...gift, status: 'rejected', reason: 'discount_code_not_needed' });
    gifts.push({ ...gift, amount, remainder });
    return { code: gift.masked, kind: 'gift', status: 'applied', amount, ...(remainder > 0 ? { remainder } : {}) };
  });

  const codes = answers.map((answer, index) => {
    const corrected = typedAs(typed[index] ?? '');
    return corrected === undefined ? answer : { ...answer, typedAs: corrected };
  });

  const { gifts: _, ...sums } = price;
  const quote: Quote = {
    id: options.newId(),
    currency: cart.currency,
    ...sums,
    codes,
    provisional,
    expiresAt: new Date(options.clock() + options.quoteFor).toISOString(),
  };
  return { quote, gifts, promos: [] };
}

function rejectedCode(gift: Extract<ResolvedGift, { status: 'rejected' }>): QuoteCode {
  return { code: gift.masked, kind: 'gift', status: 'rejected', reason: gift.reason };
}
