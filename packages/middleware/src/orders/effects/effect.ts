import { PerksError } from '@checkout-perks/core/errors';
import type { EffectRecord, GiftRecord } from '../../journal/journal.ts';
import type { OrderPointsRecord } from '../../journal/tables.ts';
import type { Receipt } from './receipts.ts';

/** What a probe found out, by reads alone. */
export type Probe =
  | { outcome: 'applied'; receipt: Receipt }
  /** It did not happen; it may be sent. */
  | { outcome: 'notApplied' }
  /** It did not happen and cannot any more. */
  | { outcome: 'refused'; error: string }
  /** It may have happened, and the order goes on as if it had not. */
  | { outcome: 'forgone' }
  /** Not known yet; ask again. */
  | { outcome: 'unknown' }
  /** The provider's records fit more than one story; a person must tell. */
  | { outcome: 'ambiguous'; question: string };

/** One effect, with what it needs to know. */
export interface EffectJob {
  effect: EffectRecord;
  /** Tells which of the provider's ids other effects have claimed already. */
  claimed: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** An effect on a gift code, which is here in the clear. */
export interface GiftJob extends EffectJob {
  gift: GiftRecord;
  code: string;
}

/** Points that we hold, as far as the journal knows. */
export interface KnownHold {
  id: string;
  points: number;
  /** ms since epoch. */
  until: number;
}

/** An effect on a member's points. */
export interface PointsJob extends EffectJob {
  points: OrderPointsRecord;
  /** The provider's id of the member. */
  memberId: string;
  /** A name of the member for serials, by which nobody can be found. */
  member: string;
  /** Until when the order holds what it reserves, ms since epoch. */
  expiresAt: number;
  /** Holds that this order has, also those that may have ended. */
  holds: readonly KnownHold[];
  /**
   * Tells of all our holds of this member that may have been there at a moment (ms), whatever order has them, and whatever has
   * become of them: a provider takes no notice of one that has ended. None is made as long as the member's serial is held.
   */
  heldAround: (moment: number) => Promise<{
    holds: KnownHold[];
    /** Whether there may be one that nobody knows the id of, because its answer got lost. */
    orphan: boolean;
  }>;
  /** Counts the other operations of ours that were sent since a moment, ms: each ends holds where it is recorded. */
  operationsSince: (moment: number) => Promise<{
    all: number;
    /** Those whose outcome is known, so that they cannot be recorded any more. */
    over: number;
  }>;
}

/**
 * One kind of side effect at a provider. There is no idempotency key, so each kind knows how to find out, by reads alone,
 * whether a send whose answer got lost has happened.
 */
export interface Effect<Job extends EffectJob> {
  /** Effects with the same serial go one at a time: the provider's records could not tell them apart. */
  serial(job: Job): string;
  /**
   * Whether {@link Effect.snapshot} may be made just before the serial is taken: where it says nothing that an effect which
   * gives the serial back meanwhile would change, or no more than that effect claims.
   */
  readonly marksEarly: boolean;
  /** What a probe will need to know of the time before the first send; kept as it is. */
  snapshot(job: Job): Promise<string>;
  /** Sends it. @throws `PerksError` whose `outcome` is `notApplied` when it certainly had no effect */
  perform(job: Job): Promise<Receipt>;
  /** Finds out whether an earlier send has happened. */
  probe(job: Job): Promise<Probe>;
  /** What a person is asked when probes do not find out. */
  question(job: Job): string;
}

/** What {@link Effect.snapshot} gave before the first send. */
export function snapshotOf({ effect }: EffectJob): string {
  if (effect.snapshot === null) throw new PerksError('INTERNAL', { details: { order: effect.order_id } });
  return effect.snapshot;
}

/** The records, all made since the first send, that no other effect has claimed. */
export async function newcomers<Item>(
  items: readonly Item[],
  id: (item: Item) => string,
  job: EffectJob,
): Promise<Item[]> {
  const claimed = items.length > 0 ? await job.claimed(items.map(id)) : new Set<string>();
  return items.filter((item) => !claimed.has(id(item)));
}
