import type { Quote, QuoteCode } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import { type Price, priceCart } from '@checkout-perks/core/pricing';
import { createDeadline, type Deadlines } from '../looking-up/deadline.ts';
import {
  type CodeSources,
  type ResolvedCode,
  resolveCodes,
  type UsableGift,
  type UsablePromo,
} from '../looking-up/resolve-codes.ts';
import type { QuotedPromo } from '../promo-limits/quoted-promo.ts';
import { pickPromos, termsOf } from './pick-promos.ts';
import { type PricedWithGifts, priceGifts } from './price-gifts.ts';
import type { QuoteInput } from './quote-input.ts';
import { askLoyalty, type LoyaltyPart } from './quote-loyalty.ts';
import type { QuotedCart, QuotedGift } from './quoted-cart.ts';
import type { QuotingOptions, QuotingRules } from './quoting-options.ts';
import { typedAs } from './typed-as.ts';

/** How much of the time is for codes: the rest is for what depends on them. */
const FOR_CODES = 0.6;
/** How long an order waits for what it is to be paid with, ms; providers have time limits of their own. */
const ORDER_WITHIN = 20_000;

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
    const now = options.clock();
    const loyaltyOn = askLoyalty(options, input, deadlines);
    const looked = resolveCodes(sourcesOf(options, input, deadlines, now), input.codes);
    const resolved = looked instanceof Promise ? await looked : looked;
    const picking = pickPromos(options, cart, resolved, input.customer);
    const { codes: picked, applied } = picking instanceof Promise ? await picking : picking;
    const promos = applied.map(termsOf);
    const loyalty = loyaltyOn && (await loyaltyOn(priceCart(cart, { promos }).pointsBase, promos));
    const priced = priceGifts(cart, { promos, ...loyalty?.perks }, picked, options.remainder);
    const wrong = resolved.filter((code) => code.status === 'rejected' && code.isWrong).length;
    return { ...quotedOf(options, input, { now, provisional, priced, applied, loyalty }), wrong };
  } finally {
    deadlines.codes.end();
    deadlines.points.end();
    deadlines.extras.end();
  }
}

/** All that was found out for a quote. */
interface Found {
  now: number;
  provisional: boolean;
  priced: PricedWithGifts;
  /** The promos of the sum, in the order in which they apply. */
  applied: readonly UsablePromo[];
  loyalty: LoyaltyPart | undefined;
}

function quotedOf(
  options: QuotingOptions,
  { cart, codes: typed }: QuoteInput,
  { now, provisional, priced, applied, loyalty }: Found,
): Omit<QuotedCart, 'wrong'> {
  const { remainder } = options;
  const { price, codes } = priced;
  const outcome = loyalty?.outcome(price);
  const promoAmounts = new Map(applied.map((promo, index) => [promo, price.promos[index]?.amount ?? 0]));
  const quote: Quote = {
    id: options.newId(),
    currency: cart.currency,
    ...sumsOf(price),
    codes: codes.map((code, index) => {
      const answer = answerTo(code, priced, promoAmounts, remainder);
      const written = typed[index] ?? '';
      const corrected = written === answer.code ? undefined : typedAs(written, code.kind === 'gift');
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
    gifts: paying.filter((code) => code.kind === 'gift').map((gift) => quotedGift(gift, priced, remainder)),
    promos: paying
      .filter((code) => code.kind === 'promo')
      .map((promo) => quotedPromo(promo, promoAmounts.get(promo) ?? 0)),
    codes: paying.map(({ code }) => code),
    ...(outcome?.points ? { points: outcome.points } : {}),
    ...(outcome?.carried ? { loyalty: outcome.carried } : {}),
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
    gift:
      gifts &&
      ((code) => {
        const found = preview ? gifts.glance(code) : gifts.check(code);
        return found instanceof Promise ? codes.within(found) : found;
      }),
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
