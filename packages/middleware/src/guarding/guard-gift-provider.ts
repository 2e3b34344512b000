import type { GiftProvider } from '@checkout-perks/core/providers';
import { createProviderGuard, type GuardLimits } from './provider-guard.ts';

/** Guards a provider of gift codes; see {@link createProviderGuard}. */
export function guardGiftProvider(
  provider: GiftProvider,
  limits?: Partial<GuardLimits>,
  longestWait?: number,
): GiftProvider {
  const { lookUp, order, read } = createProviderGuard(provider.timeoutMs, limits, longestWait);
  return {
    name: provider.name,
    timeoutMs: provider.timeoutMs,
    check: (code) => lookUp(() => provider.check(code)),
    activate: (code) => order(() => provider.activate(code)),
    issue: (request) => order(() => provider.issue(request)),
    balance: () => read(() => provider.balance()),
    markActivations: () => read(() => provider.markActivations()),
    activationsAfter: (mark, amount, currency) => read(() => provider.activationsAfter(mark, amount, currency)),
    markIssues: () => read(() => provider.markIssues()),
    issuesAfter: (mark, amount, currency) => read(() => provider.issuesAfter(mark, amount, currency)),
    // Books that are compared are read at leisure, and by nobody who waits.
    activations: (since) => provider.activations(since),
    issues: (since) => provider.issues(since),
  };
}
