import { isPerksError } from '@checkout-perks/core/errors';
import type { Journal } from '../journal/journal.ts';
import { creditedOf } from './credited-of.ts';
import type { DifferenceBook, NewDifference } from './difference-book.ts';
import { appliedBetween, appliedByReceipt, type ListedEffect, openEffects } from './listed-effects.ts';
import type { Period } from './reconcile-options.ts';

/** One entry of a provider's list, without a code in the clear. */
export interface ListedEntry {
  id: string;
  /** Minor units. */
  amount: number;
  currency: string;
  /** ms since epoch, by the provider's clock. */
  createdAt?: number | undefined;
  /** What an operator may see of it. */
  details: Record<string, string>;
}

/** What is compared: one list of the provider with one kind of effect. */
export interface GiftComparison {
  journal: Journal;
  kind: 'activate' | 'issue';
  provider: string;
  entries: AsyncIterable<ListedEntry>;
  period: Period;
  book: DifferenceBook;
}

/** Entries that are looked up in the journal at once. */
const BATCH = 100;
/** How long a provider's list may lag behind what it has done, ms. */
const LAG = 10 * 60_000;

/**
 * Lays a provider's list beside the journal, both ways: an effect names the entry that it made, so nothing is matched by sums
 * or times. Memory grows with the effects of the period and with what does not match, not with the list.
 *
 * @returns How many entries and how many effects were compared
 */
export async function compareGifts(comparison: GiftComparison): Promise<{ provider: number; journal: number }> {
  const { journal, kind, period, book } = comparison;
  const missing = new Set<string>();
  const answered: ListedEffect[] = [];
  for await (const effect of appliedBetween(journal, kind, period.from, period.to)) {
    if (effect.receipt_id === null) answered.push(effect);
    else missing.add(effect.receipt_id);
  }
  const counts = { provider: 0, journal: missing.size + answered.length };

  const strange: ListedEntry[] = [];
  try {
    for await (const batch of batches(comparison.entries)) {
      const known = await appliedByReceipt(
        journal,
        batch.map(({ id }) => `${kind}:${id}`),
      );
      for (const entry of batch) {
        const effect = known.get(`${kind}:${entry.id}`);
        const at = entry.createdAt ?? period.from;
        const inPeriod = at >= period.from && at <= period.to;
        if (inPeriod) counts.provider += 1;
        if (!effect && inPeriod) strange.push(entry);
        if (effect && missing.delete(`${kind}:${entry.id}`)) compareSums(comparison, effect, entry);
      }
    }
  } catch (thrown) {
    if (!isPerksError(thrown)) throw thrown;
    book.cannot(bookKind(kind), comparison.provider, 'unavailable', thrown.code);
    return counts;
  }

  await listStrange(comparison, strange, answered);
  await listMissing(comparison, [...missing]);
  return counts;
}

function compareSums(
  { journal, kind, provider, book }: GiftComparison,
  effect: ListedEffect,
  entry: ListedEntry,
): void {
  const credited = kind === 'activate' ? creditedOf(journal.sealer, effect.sealed_receipt) : undefined;
  const shown = entry.amount === effect.amount && entry.currency === effect.currency ? credited : entry;
  if (!shown) return;
  const details = { ...entry.details, providerAmount: shown.amount, providerCurrency: shown.currency };
  book.add({ ...lineOf(effect, kind, provider), cause: 'amount_differs', details });
}

/** Entries that no effect claims. Some may belong to effects whose outcome is open, or was told by a person. */
async function listStrange(
  { journal, kind, provider, book }: GiftComparison,
  entries: readonly ListedEntry[],
  answered: readonly ListedEffect[],
): Promise<void> {
  // First what is open, then what is known by now: what an order does meanwhile is one or the other.
  const candidates = groupBySum(await openEffects(journal, kind));
  const strange: ListedEntry[] = [];
  for await (const batch of batches(entries)) {
    const known = await appliedByReceipt(
      journal,
      batch.map(({ id }) => `${kind}:${id}`),
    );
    strange.push(...batch.filter(({ id }) => !known.has(`${kind}:${id}`)));
  }

  const unclaimed = groupBySum(strange);
  for (const effect of answered) {
    const entry = unclaimed.get(sumOf(effect))?.pop();
    if (entry) continue;
    const details = { answered: 'happened' };
    book.add({ ...lineOf(effect, kind, provider), cause: 'not_at_provider', details });
  }
  for (const [sum, group] of unclaimed) {
    const possible = candidates.get(sum) ?? [];
    // As many as open effects: their own lines say that they may have happened.
    if (group.length <= possible.length) continue;
    const mayBelongTo = possible.map(({ order_id }) => order_id);
    for (const { amount, currency, createdAt: at, details } of group) {
      const line = { kind: bookKind(kind), provider, amount, currency, at, cause: 'not_in_journal' } as const;
      book.add({ ...line, details: possible.length > 0 ? { ...details, mayBelongTo } : details });
    }
  }
}

/** Effects whose entry the list does not have. */
async function listMissing({ journal, kind, provider, period, book }: GiftComparison, receipts: readonly string[]) {
  for await (const batch of batches(receipts)) {
    for (const effect of (await appliedByReceipt(journal, batch)).values()) {
      const cause = (effect.sent_at ?? 0) > period.now - LAG ? 'count_lags' : 'not_at_provider';
      const details = { receipt: (effect.receipt_id ?? '').slice(kind.length + 1) };
      book.add({ ...lineOf(effect, kind, provider), cause, details });
    }
  }
}

function lineOf(effect: ListedEffect, kind: GiftComparison['kind'], provider: string): Omit<NewDifference, 'cause'> {
  return {
    kind: bookKind(kind),
    provider,
    orderId: effect.order_id,
    effect: effect.reference,
    amount: effect.amount,
    currency: effect.currency,
    at: effect.sent_at ?? undefined,
  };
}

function bookKind(kind: GiftComparison['kind']): 'activation' | 'issue' {
  return kind === 'activate' ? 'activation' : 'issue';
}

function sumOf({ amount, currency }: { amount: number; currency: string }): string {
  return `${currency} ${amount}`;
}

function groupBySum<Item extends { amount: number; currency: string }>(items: readonly Item[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(sumOf(item));
    if (group) group.push(item);
    else groups.set(sumOf(item), [item]);
  }
  return groups;
}

async function* batches<Item>(items: AsyncIterable<Item> | Iterable<Item>): AsyncGenerator<Item[]> {
  let batch: Item[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
