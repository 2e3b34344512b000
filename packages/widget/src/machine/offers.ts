/** What the shop offers: the rest is not shown. */
export interface Offers {
  readonly gift: boolean;
  readonly promo: boolean;
  readonly points: boolean;
  /** Whether a one-time code can prove whose phone it is. */
  readonly oneTimeCode?: boolean;
  /** Digits of a one-time code. */
  readonly codeLength?: number;
}

/** What the field takes; `undefined` while that is not known. */
export function offeredPerks(offers: Offers | undefined): ('gift' | 'promo' | 'points')[] | undefined {
  return offers && (['gift', 'promo', 'points'] as const).filter((perk) => offers[perk]);
}
