import { createLoyalClientPointsProvider } from '@checkout-perks/core/providers/loyalclient';
import { createMottorPromoProvider } from '@checkout-perks/core/providers/mottor';
import { createVDarGiftProvider } from '@checkout-perks/core/providers/v-dar';
import type { PerksOptions } from '@checkout-perks/middleware';
import type { ProviderAccess } from './provider-access.ts';

/** Longest that a service may take, ms: a shopper is waiting. */
export const PROVIDER_TIMEOUT = 5000;

const COMMON = { currency: 'RUB', timeoutMs: PROVIDER_TIMEOUT } as const;

/** Makes the providers that the middleware is to use: of promo codes and of points only where there is such a service. */
export function connectProviders(access: ProviderAccess, clock: () => number): ConnectedProviders {
  const { gift, promo, points } = access;
  return {
    gift: createVDarGiftProvider({ ...gift, timeoutMs: PROVIDER_TIMEOUT }),
    ...(promo && {
      promo: createMottorPromoProvider({ ...COMMON, ...given(promo), clock }),
    }),
    ...(points && { points: createLoyalClientPointsProvider({ ...COMMON, ...points, clock }) }),
  };
}

type ConnectedProviders = Required<Pick<PerksOptions, 'gift'>> & Pick<PerksOptions, 'promo' | 'points'>;

function given({ baseUrl, ...promo }: NonNullable<ProviderAccess['promo']>) {
  return { ...promo, ...(baseUrl === undefined ? {} : { baseUrl }) };
}
