import type { GiftProvider, PointsProvider, PromoProvider } from '@checkout-perks/core/providers';
import type { EffectRecord, Journal } from '../journal/journal.ts';

/** What reconciliation compares. */
export interface ReconcileOptions {
  journal: Journal;
  gift?: GiftProvider | undefined;
  promo?: PromoProvider | undefined;
  points?: PointsProvider | undefined;
  clock: () => number;
}

/** Which provider each kind of effect is at. */
export type Names = Partial<Record<EffectRecord['kind'], string>>;

/** The time that is compared, ms since epoch, and the moment at which it is. */
export interface Period {
  from: number;
  to: number;
  now: number;
}
