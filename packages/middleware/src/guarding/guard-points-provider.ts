import type { PointsProvider } from '@checkout-perks/core/providers';
import { createProviderGuard, type GuardLimits } from './provider-guard.ts';

/** Guards a provider of loyalty points; see {@link createProviderGuard}. */
export function guardPointsProvider(
  provider: PointsProvider,
  limits?: Partial<GuardLimits>,
  longestWait?: number,
): PointsProvider {
  const { lookUp, order } = createProviderGuard(provider.timeoutMs, limits, longestWait);
  return {
    name: provider.name,
    timeoutMs: provider.timeoutMs,
    // With holds it is a probe of an order, and must not wait behind shoppers.
    identify: (search, holds) => (holds === undefined ? lookUp : order)(() => provider.identify(search, holds)),
    calculate: (request) => (request.holds === undefined ? lookUp : order)(() => provider.calculate(request)),
    hold: (request) => order(() => provider.hold(request)),
    release: (holdId) => order(() => provider.release(holdId)),
    operate: (request) => order(() => provider.operate(request)),
  };
}
