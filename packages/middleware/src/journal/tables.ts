import type { OrderState } from '@checkout-perks/core/contract';

/** One order. Times in ms since epoch; sums in minor units. */
export interface OrderTable {
  id: string;
  state: OrderState;
  /** Keyed hash of cart and codes: a repeat of `reserve` must bring the same. */
  request_hash: string;
  /** JSON of the quote as the shopper saw it, gift codes masked. */
  quote: string;
  currency: string;
  total: number;
  amount_due: number;
  expires_at: number;
  /** The process that works on the order now, until `lease_until`. */
  lease_owner: string | null;
  lease_until: number;
  /** When somebody must look at the order next; null when nothing is left to do. */
  wake_at: number | null;
  /** The error code for which the order was declined. */
  reason: string | null;
  /** What a person must answer. */
  question: string | null;
  created_at: number;
  updated_at: number;
}

/** One gift code of an order. */
export interface GiftTable {
  order_id: string;
  position: number;
  fingerprint: string;
  /** The code, encrypted. */
  sealed_code: string;
  masked: string;
  face_value: number;
  /** What it pays of the order. */
  amount: number;
  expires_at: number | null;
}

/** Which order a gift code belongs to at the moment; the key makes it one. */
export interface LockTable {
  fingerprint: string;
  order_id: string;
}

/**
 * Where a side effect is. `intended` is written before anything is sent, so after a crash it means "may have been sent";
 * `unknown` means that the answer was lost.
 */
export type EffectState = 'planned' | 'intended' | 'unknown' | 'applied' | 'refused' | 'stuck';

/** One side effect at the provider of gift codes. */
export interface EffectTable {
  order_id: string;
  position: number;
  kind: 'activate' | 'issue';
  purpose: 'pay' | 'remainder' | 'undo' | 'refund';
  gift_position: number;
  /** Minor units. */
  amount: number;
  currency: string;
  state: EffectState;
  /** Our own unique name for it at the provider. */
  reference: string;
  /** JSON array: ids that the provider's list held before the first send. */
  snapshot: string | null;
  /** When it was first sent without its outcome being known since, ms. */
  since: number | null;
  /** When it was last sent, ms. */
  sent_at: number | null;
  attempts: number;
  /** When to try or probe next, ms. */
  wake_at: number;
  /** The provider's id of what was done; no two effects can claim the same. */
  receipt_id: string | null;
  /** JSON of what was received, encrypted. */
  sealed_receipt: string | null;
  /** The error code of a refusal. */
  error: string | null;
}

/** Effects of one kind and amount go one at a time, or a list of operations could not tell them apart. */
export interface SerialTable {
  serial: string;
  order_id: string;
  position: number;
}

/** The journal's tables. */
export interface JournalTables {
  perks_order: OrderTable;
  perks_gift: GiftTable;
  perks_lock: LockTable;
  perks_effect: EffectTable;
  perks_serial: SerialTable;
}
