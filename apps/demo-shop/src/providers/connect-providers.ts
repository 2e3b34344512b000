import { createLoyalClientPointsProvider } from '@checkout-perks/core/providers/loyalclient';
import { createMottorPromoProvider } from '@checkout-perks/core/providers/mottor';
import { createVDarGiftProvider } from '@checkout-perks/core/providers/v-dar';
import type { PerksOptions } from '@checkout-perks/middleware';
import type { ProviderAccess } from './provider-access.ts';

/**
 * Makes the providers that the middleware is to use: of promo codes and of points only where there is such a service.
 *
 * @param timeoutMs Longest that a service may take
 */
export function connectProviders(access: ProviderAccess, clock: () => number, timeoutMs: number): ConnectedProviders {
  const { gift, promo, points } = access;
  const common = { currency: 'RUB', timeoutMs, clock };
  return {
    gift: createVDarGiftProvider({ ...gift, timeoutMs }),
    ...(promo && {
      promo: createMottorPromoProvider({ ...common, ...given(promo) }),
    }),
    ...(points && { points: createLoyalClientPointsProvider({ ...common, ...points }) }),
  };
}

type ConnectedProviders = Required<Pick<PerksOptions, 'gift'>> & Pick<PerksOptions, 'promo' | 'points'>;

function given({ baseUrl, ...promo }: NonNullable<ProviderAccess['promo']>) {
  return { ...promo, ...(baseUrl === undefined ? {} : { baseUrl }) };
}
