import type { Loyalty } from './loyalty.ts';

/** What outlives a reload of the page. */
export interface KeptPerks {
  /** As typed. */
  readonly codes: readonly string[];
  readonly loyalty?: Pick<Loyalty, 'session' | 'spend' | 'hint' | 'byShop'> | undefined;
}
