import type { Cart, Quote, QuoteCode } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import { type Price, priceCart } from '@checkout-perks/core/pricing';
import type { LevelKind } from '@checkout-perks/core/providers';
import type { LoyaltySession } from '../loyalty/loyalty-session.ts';
import { createDeadline, type Deadline } from './deadline.ts';
import { pickPromos, termsOf } from './pick-promos.ts';
import { type PricedWithGifts, priceGifts } from './price-gifts.ts';
import { askLoyalty } from './quote-loyalty.ts';
import type { QuotingOptions, QuotingRules } from './quoting-options.ts';
import { type CodeSources, type ResolvedCode, resolveCodes, type UsableGift, type UsablePromo } from './resolve-codes.ts';
import { typedAs } from './typed-as.ts';

export type { QuotingOptions } from './quoting-options.ts';

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
  /** The codes of both, as they are looked up, in the order typed. */
  codes: string[];
  /** Whose points, and how many: what the quote's token must carry to be priced again. */
  loyalty?: { session: LoyaltySession; spend: number };
  /** How many of the typed codes were tried in vain. */
  wrong: number;
}

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

/** How much of the time is for codes: the rest is for what depends on them. */
const FOR_CODES = 0.6;
/** How long an order waits for what it is to be paid with, ms; providers have time limits of their own. */
const ORDER_WITHIN = 20_000;

/** Until when a quote waits. */
export interface Deadlines {
  /** For codes that may pay. */
  codes: Deadline;
  /** For points that are to be spent. */
  points: Deadline;
  /** For what the order can do without. For a preview that is everything. */
  extras: Deadline;
}

/**
 * Prices a cart with typed codes and a member's points: asks the providers at once and works out the sum. Changes nothing
 * anywhere. A provider that is down or slow costs its own perk, never the quote.
 *
 * @throws {PerksError} `INVALID_REQUEST` for a cart in another currency than the shop's, `MONEY_INVALID` for sums past
 *   what integers hold
 */
export async function quoteCart(options: QuotingOptions, input: QuoteInput, provisional: boolean): Promise<QuotedCart> {
  const { cart } = input;
  if (cart.currency !== options.currency) {
    throw new PerksError('INVALID_REQUEST', { details: { path: 'cart.currency' } });
  }
  // Priced once without codes first: a cart whose sums are no money must not cost a look-up.
  priceCart(cart);
  const total = input.preview ? options.quoteWithin : Math.max(options.quoteWithin, ORDER_WITHIN);
  const deadlines: Deadlines = {
    codes: createDeadline(total * FOR_CODES),
    points: createDeadline(total),
    extras: createDeadline(options.quoteWithin * FOR_CODES),
  };
  try {
    return await quoted(options, input, provisional, deadlines);
  } finally {
    for (const deadline of Object.values(deadlines)) deadline.end();
  }
}

async function quoted(
  options: QuotingOptions,
  input: QuoteInput,
  provisional: boolean,
  deadlines: Deadlines,
): Promise<QuotedCart> {
  const { cart, codes: typed, customer } = input;
  const now = options.clock();
  const loyaltyOn = askLoyalty(options, input, deadlines);
  const resolved = await resolveCodes(sourcesOf(options, input, deadlines, now), typed);
  const { codes: picked, applied } = await pickPromos(options, cart, resolved, customer);
  const promos = applied.map(termsOf);

  const goodsPromo = promos.some(({ target }) => target === 'goods');
  const { pointsBase } = priceCart(cart, { promos });
  const loyalty = await loyaltyOn({ pointsBase, goodsPromo });
  const priced = priceGifts(cart, { promos, ...loyalty?.perks }, picked, options.remainder);

  const { price, codes } = priced;
  const outcome = loyalty?.outcome(price);
  const promoAmounts = new Map(applied.map((promo, index) => [promo, price.promos[index]?.amount ?? 0]));
  const quote: Quote = {
    id: options.newId(),
    currency: cart.currency,
    ...sumsOf(price),
    codes: codes.map((code, index) => {
      const answer = answerTo(code, priced, promoAmounts, options.remainder);
      const corrected = typedAs(typed[index] ?? '', code.kind === 'gift');
      return corrected === undefined ? answer : { ...answer, typedAs: corrected };
    }),
    ...(outcome ? { loyalty: outcome.shown } : {}),
    ...(outcome?.earn === undefined ? {} : { earn: outcome.earn }),
    provisional,
    expiresAt: new Date(now + options.quoteFor).toISOString(),
  };

  const paying = codes.filter((code) => code.status === 'usable');
  return {
    quote,
    gifts: paying.filter((code) => code.kind === 'gift').map((gift) => quotedGift(gift, priced, options.remainder)),
    promos: paying
      .filter((code) => code.kind === 'promo')
      .map((promo) => quotedPromo(promo, promoAmounts.get(promo) ?? 0)),
    codes: paying.map(({ code }) => code),
    ...(outcome?.points ? { points: outcome.points } : {}),
    ...(outcome?.carried ? { loyalty: outcome.carried } : {}),
    wrong: resolved.filter((code) => code.status === 'rejected' && code.isWrong).length,
  };
}

function sourcesOf(
  options: QuotingOptions,
  { preview = false }: QuoteInput,
  { codes, extras }: Deadlines,
  now: number,
): CodeSources {
  const { gifts, promos, currency, maxGiftCodes } = options;
  return {
    gift: gifts && ((code) => codes.within(preview ? gifts.glance(code) : gifts.check(code))),
    promos: promos && (() => promos.list(extras, !preview)),
    briefly: (work) => extras.within(work),
    currency,
    maxGiftCodes,
    now,
  };
}

function sumsOf({ lines, goods, delivery, steps, discountTotal, tenderTotal, total, amountDue }: Price) {
  return { lines, goods, delivery, steps, discountTotal, tenderTotal, total, amountDue };
}

function answerTo(
  code: ResolvedCode,
  { gifts }: PricedWithGifts,
  promoAmounts: ReadonlyMap<UsablePromo, number>,
  policy: QuotingRules['remainder'],
): QuoteCode {
  const { kind } = code;
  if (code.status === 'rejected') {
    const kept = code.kept === undefined ? {} : { keptCode: code.kept };
    return { code: code.shown, kind, status: 'rejected', reason: code.reason, ...kept };
  }
  if (code.kind === 'promo') {
    return { code: code.code, kind, status: 'applied', amount: promoAmounts.get(code) ?? 0 };
  }
  const { amount, remainder } = gifts.get(code.code) ?? { amount: 0, remainder: 0 };
  const left = policy === 'reissue' ? { remainder } : { forfeited: remainder };
  return { code: code.masked, kind, status: 'applied', amount, ...(remainder > 0 ? left : {}) };
}

function quotedGift(gift: UsableGift, { gifts }: PricedWithGifts, policy: QuotingRules['remainder']): QuotedGift {
  const { amount, remainder } = gifts.get(gift.code) ?? { amount: 0, remainder: 0 };
  return { ...gift, amount, remainder: policy === 'reissue' ? remainder : 0 };
}

function quotedPromo({ code, promo }: UsablePromo, amount: number): QuotedPromo {
  const { id, target, limit, used, oncePerPerson = false } = promo;
  return {
    promoId: id,
    code,
    target,
    amount,
    ...(limit === undefined ? {} : { limit }),
    ...(used === undefined ? {} : { used }),
    oncePerPerson,
  };
}
