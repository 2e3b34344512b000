import type { QuoteLoyalty } from '@checkout-perks/core/contract';
import type { Loyalty } from '../loyalty.ts';
import type { PerksState } from '../perks-state.ts';

/** How the shopper stands with the loyalty programme; `spend` is what the latest quote takes. */
export type Standing = Partial<Omit<Loyalty, 'spend'>> & Partial<QuoteLoyalty>;

/** What is known of the member: by the quote made for them, else by what they have shown of themselves. */
export function findStanding({ loyalty, settled }: PerksState): Standing {
  const { spend: _, ...shown } = loyalty ?? {};
  return { ...shown, ...(settled?.use?.session === loyalty?.session ? settled?.quote.loyalty : {}) };
}
