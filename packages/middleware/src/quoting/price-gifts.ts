import type { Cart } from '@checkout-perks/core/contract';
import { type Price, type PricedGift, type PricedPerks, priceCart } from '@checkout-perks/core/pricing';
import { type RejectedCode, type ResolvedCode, turnedDown, type UsableGift } from '../looking-up/resolve-codes.ts';
import type { QuotingRules } from './quoting-options.ts';

/** The whole sum, and what each gift code does in it. */
export interface PricedWithGifts {
  price: Price;
  /** The typed codes, with those gift codes rejected that pay nothing. */
  codes: ResolvedCode[];
  /** By their codes. */
  gifts: ReadonlyMap<string, PricedGift>;
}

/**
 * Works out the sum with gift codes as its last step. Using one up is all or nothing: a code that would pay nothing stays whole
 * in the shopper's hands, and so does one that is worth more than is due where the shop does not split codes.
 */
export function priceGifts(
  cart: Cart,
  perks: PricedPerks,
  typed: readonly ResolvedCode[],
  remainder: QuotingRules['remainder'],
): PricedWithGifts {
  let codes = [...typed];
  for (;;) {
    const usable = codes.filter(isGift);
    const price = priceCart(cart, { ...perks, gifts: usable.map(({ masked, value }) => ({ label: masked, value })) });
    const gifts = new Map(usable.map(({ code }, index) => [code, price.gifts[index] ?? { amount: 0, remainder: 0 }]));
    const refusal = (code: ResolvedCode): RejectedCode | undefined => {
      const priced = isGift(code) ? gifts.get(code.code) : undefined;
      if (!isGift(code) || !priced) return undefined;
      if (priced.amount === 0) return turnedDown(code, 'discount_code_not_needed');
      return remainder === 'reject' && priced.remainder > 0 ? turnedDown(code, 'discount_code_exceeds_due') : undefined;
    };
    // Without one that is too large, those after it may find something to pay.
    const first = codes.findIndex((code) => refusal(code)?.reason === 'discount_code_exceeds_due');
    if (first < 0) return { price, codes: codes.map((code) => refusal(code) ?? code), gifts };
    codes = codes.map((code, index) => (index === first ? (refusal(code) ?? code) : code));
  }
}

function isGift(code: ResolvedCode): code is UsableGift {
  return code.kind === 'gift' && code.status === 'usable';
}
