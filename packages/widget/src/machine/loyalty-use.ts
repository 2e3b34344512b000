import type { LoyaltyUse } from '@checkout-perks/core/contract';
import type { PerksState } from './perks-state.ts';

/** What a quote is to be told of the member. */
export function loyaltyUse({ loyalty }: PerksState): LoyaltyUse | undefined {
  return loyalty?.session ? { session: loyalty.session, spend: loyalty.spend } : undefined;
}
