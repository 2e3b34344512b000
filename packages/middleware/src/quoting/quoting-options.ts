import { minorDigits } from '@checkout-perks/core/money';
import type { GiftProvider, PointsProvider, PromoProvider } from '@checkout-perks/core/providers';
import { createGiftLookUp, type GiftLookUp } from '../looking-up/gift-look-up.ts';
import { createMemberLookUp, type MemberLookUp } from '../looking-up/member-look-up.ts';
import { createPromoIndex, type PromoIndex, type PromoIndexAges } from '../looking-up/promo-index.ts';
import type { RefusedUses } from '../promo-limits/refused-uses.ts';

/** What the shop decides about quotes. */
export interface QuotingRules {
  /** ISO 4217 code. */
  currency: string;
  /** Most gift codes on one order. */
  maxGiftCodes: number;
  /** How long a quote holds, ms. */
  quoteFor: number;
  /** How long a quote waits for all its providers together, ms. */
  quoteWithin: number;
  /** What becomes of a gift code worth more than is due. */
  remainder: 'reissue' | 'forfeit' | 'reject';
  /** Which perks may meet on one order. */
  stacking: { goodsPromos: number; deliveryPromos: number; pointsWithPromo: boolean };
  clock: () => number;
  newId: () => string;
}

/** What a quote needs beside the cart: the rules, and whom to ask. */
export interface QuotingOptions extends QuotingRules {
  gifts?: GiftLookUp | undefined;
  promos?: PromoIndex | undefined;
  members?: MemberLookUp | undefined;
  /** Minor units of one point: a point is one unit of the currency. */
  pointValue: number;
  refusedUses?: RefusedUses | undefined;
}

/** The providers of the perks that the shop offers. */
export interface QuotingProviders {
  gift?: GiftProvider | undefined;
  promo?: PromoProvider | undefined;
  points?: PointsProvider | undefined;
}

/** Puts together what quotes are made with. */
export function createQuoting(
  rules: QuotingRules,
  { gift, promo, points }: QuotingProviders,
  ages: Partial<PromoIndexAges> = {},
): QuotingOptions {
  const { clock } = rules;
  const promos = promo && createPromoIndex({ ...ages, provider: promo, clock });
  const isPromo = (code: string) => promos?.last?.find(code) !== undefined;
  return {
    ...rules,
    gifts: gift && createGiftLookUp({ provider: gift, clock, isPromo }),
    promos,
    members: points && createMemberLookUp(points, clock),
    pointValue: 10 ** minorDigits(rules.currency),
  };
}
