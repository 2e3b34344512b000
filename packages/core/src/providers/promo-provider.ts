/** A promo code as its provider keeps it. */
export interface Promo {
  /** The provider's own id. */
  id: string;
  /** As the merchant wrote it; compare it without regard to case. */
  code: string;
  enabled: boolean;
  /** What it lowers. Of an `unknown` target no discount can be told: such a promo is never applied. */
  target: 'goods' | 'delivery' | 'unknown';
  discount: PromoDiscount;
  /** From when on it is good, ms since epoch. */
  from?: number;
  /** The first moment at which it is good no more, ms since epoch. */
  until?: number;
  /** How often it may be used in all. */
  limit?: number;
  /** How often it was used, as far as the provider has counted: its count may lag behind. */
  used?: number;
  /**
   * The provider's own mark about one person using it twice, raw and only where lists show it. Its document can be read
   * both ways (`docs/providers.md`); we take `true` for "once per person".
   */
  oncePerPerson?: boolean;
  /** Whether it is good now: the provider's own word, or else what its dates and limits say. */
  valid: boolean;
}

/** By how much a promo lowers the price. */
export type PromoDiscount =
  /** Hundredths of a percent: 1050 is 10.5 %. */
  | { kind: 'percent'; basisPoints: number }
  /** Minor units. */
  | { kind: 'fixed'; amount: number };

/** One use of a promo that the provider has recorded. */
export interface PromoUse {
  id: string;
  /** The provider's id of the order. */
  orderId?: string;
  /** What was taken off, minor units. */
  amount: number;
  currency: string;
  /** ms since epoch. */
  at?: number;
}

/**
 * What quoting and orders need of a service that keeps promo codes. It only reads: the one provider that we know counts
 * uses in its own checkout and offers no call for it, so a foreign checkout counts for itself.
 *
 * Every method throws `PerksError`.
 */
export interface PromoProvider {
  /** Short name for journals and logs, such as `mottor`. */
  readonly name: string;
  /** Longest that one call may take, ms. */
  readonly timeoutMs: number;

  /** Every promo of the site, in the provider's order. @throws `PROMO_NOT_FOUND`, `PROVIDER_*` */
  list(): Promise<Promo[]>;
  /**
   * Tells whether a promo is good once per person, for a provider whose lists do not show it.
   *
   * @throws `PROMO_NOT_FOUND`, `PROVIDER_*`
   */
  oncePerPerson?(promoId: string): Promise<boolean>;
  /** The recorded uses of one promo; a use may show up late. @throws `PROMO_NOT_FOUND`, `PROVIDER_*` */
  uses(promoId: string): Promise<PromoUse[]>;
}
