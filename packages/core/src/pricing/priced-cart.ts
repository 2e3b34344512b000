/** What the sum needs to know of a cart; sums in minor units of one currency. */
export interface PricedCart {
  lines: readonly PricedCartLine[];
  delivery?: { price: number } | undefined;
}

/** One line of a cart. */
export interface PricedCartLine {
  id: string;
  quantity: number;
  unitPrice: number;
  /** Loyalty can take nothing off this line: neither points nor a level's discount. */
  noPoints?: boolean | undefined;
}
