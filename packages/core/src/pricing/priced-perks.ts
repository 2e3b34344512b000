/** The perks that shall apply to a cart. Which of several promos these are, `choosePromos` tells. */
export interface PricedPerks {
  /** In the order in which to apply them; those on goods come before those on delivery in any case. */
  promos?: readonly PromoTerms[] | undefined;
  /** The percentage that a loyalty level takes off. */
  level?: LevelTerms | undefined;
  points?: PointsTerms | undefined;
  /** Gift codes that may pay, in the order typed. */
  gifts?: readonly GiftTender[] | undefined;
}

/** A promo code, and what it takes off. */
export interface PromoTerms {
  /** How the step is shown: the code. */
  label: string;
  target: 'goods' | 'delivery';
  discount: DiscountTerms;
}

/** How much a promo takes off. */
export type DiscountTerms =
  /** Hundredths of a percent: 1050 is 10.5 %. */
  | { kind: 'percent'; basisPoints: number }
  /** Minor units. */
  | { kind: 'fixed'; amount: number };

/** A loyalty level that takes a percentage off, instead of bringing points. */
export interface LevelTerms {
  /** How the step is shown: the title of the level. */
  label: string;
  /** Hundredths of a percent. */
  basisPoints: number;
}

/** Points that shall pay. */
export interface PointsTerms {
  /** How the step is shown. */
  label: string;
  /** Points asked for, or as many as can be. */
  spend: number | 'max';
  /** The most that the provider allows for this purchase, points. */
  max: number;
  /** What one point is worth, minor units. */
  pointValue: number;
}

/** A gift code that may pay: `value` is its whole worth in minor units. */
export interface GiftTender {
  /** How the step is shown: the masked code. */
  label: string;
  value: number;
}
