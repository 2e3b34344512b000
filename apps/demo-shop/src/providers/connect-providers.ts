import { createLoyalClientPointsProvider } from '@checkout-perks/core/providers/loyalclient';
import { createMottorPromoProvider } from '@checkout-perks/core/providers/mottor';
import { createVDarGiftProvider } from '@checkout-perks/core/providers/v-dar';
import type { PerksOptions } from '@checkout-perks/middleware';
import type { ProviderAccess } from './provider-access.ts';

/**
 * Creates the middleware's providers. Promo codes and points are optional.
 *
 * @param timeoutMs Time limit of a call to a provider
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
