import type { Order } from '@checkout-perks/core/contract';
import type { EffectRecord, GiftRecord, OrderRecord } from '../../src/journal/journal.ts';

/** The journal as a history left it. */
export interface Books {
  orders: OrderRecord[];
  gifts: GiftRecord[];
  effects: EffectRecord[];
  /** What the merchant was told last of each order. */
  told: ReadonlyMap<string, Order>;
}
