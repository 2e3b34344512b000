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
