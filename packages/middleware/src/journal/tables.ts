import type { OrderState } from '@checkout-perks/core/contract';
import type { LoyaltyTables } from './loyalty-tables.ts';
import type { ReconciliationTables } from './reconciliation-tables.ts';

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
  /** In `attention`: where the order goes on once a person has answered. */
  resume_state: OrderState | null;
  /** How many promos it uses. */
  promos: number;
  /** JSON of {@link OrderPointsRecord}, when a loyalty member buys. */
  points: string | null;
  /** JSON array of {@link RefundRecord}, once something was refunded. */
  refunds: string | null;
  /** Keyed hash of the provider's id of that member. */
  member: string | null;
  /** The provider's id of that member, encrypted. */
  sealed_member: string | null;
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
  /** What is issued anew of the rest; null before such was written down: all of it. */
  remainder: number | null;
  expires_at: number | null;
}

/** What a loyalty member does on an order. */
export interface OrderPointsRecord {
  /** How the member's level rewards. */
  kind: 'cashback' | 'discount' | 'unknown';
  /** What the provider is told of, minor units. */
  purchase: number;
  /** Points that pay; with 0 the purchase is only recorded. */
  spend: number;
  /** What points or the level's discount take off, minor units. */
  amount: number;
  /** Points that the purchase was said to bring. */
  earn: number;
}

/** What one refund gives back beside the new codes that its effects issue. Sums in minor units. */
export interface RefundRecord {
  refundId: string;
  lines: { id: string; quantity: number }[];
  delivery: boolean;
  /** Points that a person must return. */
  points: number;
  /** What the shop returns by the means it was paid with. */
  money: number;
  /** Whether nothing of the order is left: then its uses of promos go back, too. */
  promoUses: boolean;
}

/** One use of a promo by an order. */
export interface PromoUseTable {
  order_id: string;
  /** Provider and its id of the promo, however the code was spelt. */
  promo: string;
  code: string;
  /** What it takes off, minor units. */
  amount: number;
  /** `held` by a reservation, `final` once committed; neither counts any more when it was `returned`. */
  state: 'held' | 'final' | 'returned';
}

/** Who has used a promo that is good once per person; the key makes it once. */
export interface PromoPersonTable {
  promo: string;
  /** Keyed hash. */
  person: string;
  order_id: string;
}

/** Which order a gift code belongs to at the moment; the key makes it one. */
export interface LockTable {
  fingerprint: string;
  order_id: string;
}

/**
 * Where a side effect is. `intended` is written before anything is sent, so after a crash it means "may have been sent";
 * `unknown` means that the answer was lost; `forgone` that the order goes on without it, whether it has happened or not.
 */
export type EffectState = 'planned' | 'intended' | 'unknown' | 'applied' | 'refused' | 'forgone' | 'stuck';

/** Spend a gift code, issue one, hold points, let them go, record a purchase with the loyalty programme. */
export type EffectKind = 'activate' | 'issue' | 'hold' | 'release' | 'operate';

/**
 * What it is for. `reserve` holds the points that a reservation spends, and `witness` one point by which an operation whose
 * answer got lost can be looked for; `earn` is a purchase that takes no points.
 */
export type EffectPurpose = 'reserve' | 'witness' | 'pay' | 'remainder' | 'earn' | 'undo' | 'release' | 'refund';

/** One side effect at a provider. */
export interface EffectTable {
  order_id: string;
  position: number;
  kind: EffectKind;
  purpose: EffectPurpose;
  /** The gift code that it is about, if it is. */
  gift_position: number | null;
  /** The refund that it is part of: its place in the order's list. */
  refund: number | null;
  /** Minor units; 0 where only points move. */
  amount: number;
  currency: string;
  /** Points that it moves, where it moves any. */
  points: number | null;
  state: EffectState;
  /** Our own unique name for it at the provider. */
  reference: string;
  /** What a probe needs to know of the time before the first send, as the effect wrote it: a mark of the provider's list. */
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
  /** What a person must find out, once it is stuck. */
  question: string | null;
  /** What a person found out. */
  answer: 'happened' | 'notHappened' | null;
}

/** Effects of one kind and amount go one at a time, or a list of operations could not tell them apart. */
export interface SerialTable {
  serial: string;
  order_id: string;
  position: number;
}

/** The journal's tables. */
export interface JournalTables extends LoyaltyTables, ReconciliationTables {
  perks_order: OrderTable;
  perks_gift: GiftTable;
  perks_lock: LockTable;
  perks_effect: EffectTable;
  perks_serial: SerialTable;
  perks_promo_use: PromoUseTable;
  perks_promo_person: PromoPersonTable;
}
