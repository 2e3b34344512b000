/** Access to the gift-code provider. */
export interface GiftAccess {
  /** Base URL of V-DAR's API. */
  baseUrl: string;
  apiKey: string;
  siteId: string;
}

/** Access to the promo-code provider. */
export interface PromoAccess {
  /** Base URL of Mottor's API, without `/v1`; Mottor's own address unless given. */
  baseUrl?: string | undefined;
  userId: string;
  apiKey: string;
  siteId: string;
}

/** Access to the points provider. */
export interface PointsAccess {
  /** Base URL of LoyalClient's API. */
  baseUrl: string;
  apiKey: string;
  point: string;
}

/** Access to the providers of the perks that the shop offers. */
export interface ProviderAccess {
  gift: GiftAccess;
  promo?: PromoAccess | undefined;
  points?: PointsAccess | undefined;
}
