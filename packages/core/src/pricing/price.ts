/** The sum of a cart with its perks, in minor units. */
export interface Price {
  lines: PricedLine[];
  goods: number;
  delivery: number;
  /** How the sum came about, in the order in which it was taken; a perk that takes nothing is no step. */
  steps: PriceStep[];
  /** What promos, a level and points take off. */
  discountTotal: number;
  /** What gift codes pay. */
  tenderTotal: number;
  /** Goods and delivery after discounts. */
  total: number;
  amountDue: number;
  /** One for each promo given, in the same order. */
  promos: { amount: number }[];
  /** Present when points were given. */
  points?: PricedPoints;
  /** What loyalty can act on: goods left after promos, without lines that take no points. */
  pointsBase: number;
  /** One for each gift code given, in the same order. */
  gifts: PricedGift[];
}

/** A line with what it costs before perks. */
export interface PricedLine {
  id: string;
  quantity: number;
  unitPrice: number;
  total: number;
}

/** One step of the sum. */
export interface PriceStep {
  kind: 'promo' | 'level' | 'points' | 'deliveryPromo' | 'gift';
  label: string;
  /**
   * What the step is worked out on: for a `promo` the goods that are left, for `level` and `points` those of them that are on
   * lines without `noPoints`, for a `deliveryPromo` what is left of the delivery, for a `gift` what is still due.
   */
  base: number;
  /** For a percentage: hundredths of a percent, as the perk has it. */
  rate?: number;
  /** For a percentage: rounded once on the whole, half up. */
  rounding?: 'halfUp';
  /** For points: how many. */
  points?: number;
  /** What the step takes off. */
  amount: number;
  /** What kept the step from taking more. */
  cappedBy?: StepCap;
  allocations: StepAllocation[];
}

/**
 * What kept a step from taking more: no more is left of the goods that it acts on, of the delivery, or of what is due; or the
 * provider allows no more points.
 */
export type StepCap = 'goods' | 'delivery' | 'maxSpend' | 'amountDue';

/** The part of a step that falls on one line; `line: null` is the delivery. */
export interface StepAllocation {
  line: string | null;
  amount: number;
}

/** What points do. */
export interface PricedPoints {
  /** Points. */
  spend: number;
  /** What they take off. */
  amount: number;
}

/** What one gift code pays, and what is left of it. */
export interface PricedGift {
  amount: number;
  remainder: number;
}
