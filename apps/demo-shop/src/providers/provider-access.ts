/** Where gift codes live. */
export interface GiftAccess {
  /** Where V-DAR's API begins. */
  baseUrl: string;
  apiKey: string;
  siteId: string;
}

/** Where promo codes live. */
export interface PromoAccess {
  /** Where Mottor's API begins, without `/v1`; Mottor's own address unless given. */
  baseUrl?: string | undefined;
  userId: string;
  apiKey: string;
  siteId: string;
}

/** Where loyalty points live. */
export interface PointsAccess {
  /** Where LoyalClient's API begins. */
  baseUrl: string;
  apiKey: string;
  point: string;
}

/** The services behind the perks that the shop offers. */
export interface ProviderAccess {
  gift: GiftAccess;
  promo?: PromoAccess | undefined;
  points?: PointsAccess | undefined;
}
