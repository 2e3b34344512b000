import type { PromoProvider } from '@checkout-perks/core/providers';
import { createProviderGuard, type GuardLimits } from './provider-guard.ts';

/** Guards a provider of promo codes; see {@link createProviderGuard}. */
export function guardPromoProvider(provider: PromoProvider, limits?: Partial<GuardLimits>): PromoProvider {
  const { lookUp, order, read } = createProviderGuard(provider.timeoutMs, limits);
  const { oncePerPerson } = provider;
  return {
    name: provider.name,
    timeoutMs: provider.timeoutMs,
    list: () => lookUp(() => provider.list()),
    ...(oncePerPerson
      ? { oncePerPerson: (promoId: string) => order(() => oncePerPerson.call(provider, promoId)) }
      : {}),
    uses: (promoId) => read(() => provider.uses(promoId)),
  };
}
