import type { PerkKind } from '@checkout-perks/core/perks';
import { createLoyalClientPointsProvider } from '@checkout-perks/core/providers/loyalclient';
import { createMottorPromoProvider } from '@checkout-perks/core/providers/mottor';
import { createVDarGiftProvider } from '@checkout-perks/core/providers/v-dar';
import type { PerksOptions } from '../src/index.ts';
import { fetchGivingUp } from './fetch-giving-up.ts';

export const API_KEY = 'v-dar-key-0123456789abcdef';
/** The shop's account and site at Mottor. */
export const MOTTOR = { userId: 123, siteId: 11_111, apiKey: 'mottor-key-0123456789abcdef' };
/** The shop's point of sale at LoyalClient. */
export const LOYALTY = { point: 'web', apiKey: 'loyal-key-0123456789abcdef' };

/** Which perks a shop offers, and where their providers are. Plain data, so that a process can be given it. */
export interface Offer {
  perks: readonly PerkKind[];
  /** Origin of all three. */
  url: string;
  /** The shop's site at V-DAR. */
  siteId: string;
  timeoutMs: number;
}

/** The providers of a shop's perks. */
export function offerPerks({ perks, url, siteId, timeoutMs }: Offer, clock?: () => number): Partial<PerksOptions> {
  const reach = { timeoutMs, fetch: fetchGivingUp };
  const timed = { ...reach, ...(clock ? { clock } : {}) };
  return {
    ...(perks.includes('gift')
      ? { gift: createVDarGiftProvider({ baseUrl: `${url}/api/v1`, apiKey: API_KEY, siteId, ...reach }) }
      : {}),
    ...(perks.includes('promo')
      ? { promo: createMottorPromoProvider({ baseUrl: url, ...MOTTOR, currency: 'RUB', ...timed }) }
      : {}),
    ...(perks.includes('points')
      ? { points: createLoyalClientPointsProvider({ baseUrl: url, ...LOYALTY, currency: 'RUB', ...timed }) }
      : {}),
  };
}
