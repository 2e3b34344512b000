import type { EffectRecord, GiftRecord } from '../../journal/journal.ts';
import type { Receipt } from './receipts.ts';

/** What a probe found out, by reads alone. */
export type Probe =
  | { outcome: 'applied'; receipt: Receipt }
  /** It did not happen; it may be sent. */
  | { outcome: 'notApplied' }
  /** It did not happen and cannot any more. */
  | { outcome: 'refused'; error: string }
  /** Not known yet; ask again. */
  | { outcome: 'unknown' }
  /** The provider's records fit more than one story; a person must tell. */
  | { outcome: 'ambiguous'; question: string };

/** One effect with the gift code that it is about, in the clear. */
export interface EffectJob {
  effect: EffectRecord;
  gift: GiftRecord;
  code: string;
  /** Tells which of the provider's ids other effects have claimed already. */
  claimed: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
}

/**
 * One kind of side effect at the provider of gift codes. There is no idempotency key, so each kind knows how to find out,
 * by reads alone, whether a send whose answer got lost has happened.
 */
export interface Effect {
  /** Effects with the same serial go one at a time: the provider's records could not tell them apart. */
  serial(job: EffectJob): string;
  /** Ids that the provider's records hold before the first send. */
  snapshot(job: EffectJob): Promise<string[]>;
  /** Sends it. @throws `PerksError` whose `outcome` is `notApplied` when it certainly had no effect */
  perform(job: EffectJob): Promise<Receipt>;
  /** Finds out whether an earlier send has happened. */
  probe(job: EffectJob): Promise<Probe>;
}

/** The records that were not there before the first send and that no other effect has claimed. */
export async function newcomers<Item>(
  items: readonly Item[],
  id: (item: Item) => string,
  job: EffectJob,
): Promise<Item[]> {
  const before = new Set<string>(JSON.parse(job.effect.snapshot ?? '[]') as string[]);
  const fresh = items.filter((item) => !before.has(id(item)));
  const claimed = fresh.length > 0 ? await job.claimed(fresh.map(id)) : new Set<string>();
  return fresh.filter((item) => !claimed.has(id(item)));
}
