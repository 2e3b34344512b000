import { randomUUID } from 'node:crypto';
import type { Reconciliation } from '@checkout-perks/core/contract';
import { isPerksError } from '@checkout-perks/core/errors';
import type { GiftProvider } from '@checkout-perks/core/providers';
import type { Journal } from '../journal/journal.ts';
import type { BalanceReadingTable } from '../journal/reconciliation-tables.ts';
import type { DifferenceBook } from './difference-book.ts';
import type { Period } from './reconcile-options.ts';

/** How often a balance is read that moves meanwhile. */
const TRIES = 5;

/**
 * Compares how the balance moved since an earlier reading with what was activated and issued since. The provider tells the
 * balance of this moment only, so each reconciliation keeps its reading, with marks of both lists: what lies between two
 * readings is exact, whatever the clocks say. The opening is the last reading before the period, or else the first there is.
 */
export async function compareBalance(
  journal: Journal,
  provider: GiftProvider,
  { from, now }: Period,
  book: DifferenceBook,
): Promise<Reconciliation['balance']> {
  try {
    const opening = await openingOf(journal, provider.name, from);
    const read = await readStill(provider, opening);
    if (!read) {
      book.cannot('balance', provider.name, 'busy');
      return undefined;
    }
    const { balance, marks, credited, debited } = read;
    await journal.transact((tx) =>
      tx
        .insertInto('perks_balance_reading')
        .values({ id: randomUUID(), provider: provider.name, read_at: now, ...balance, ...marks })
        .execute(),
    );
    if (!opening || opening.currency !== balance.currency) {
      book.cannot('balance', provider.name, 'no_opening');
      return undefined;
    }
    const unexplained = balance.amount - opening.amount - credited + debited;
    if (unexplained !== 0) {
      const line = { kind: 'balance', cause: 'balance_moved', provider: provider.name, at: now } as const;
      const details = { opening: opening.amount, credited, debited, closing: balance.amount };
      book.add({ ...line, amount: unexplained, currency: balance.currency, details });
    }
    return {
      provider: provider.name,
      currency: balance.currency,
      opening: { at: iso(opening.read_at), amount: opening.amount },
      closing: { at: iso(now), amount: balance.amount },
      credited,
      debited,
    };
  } catch (thrown) {
    if (!isPerksError(thrown)) throw thrown;
    book.cannot('balance', provider.name, 'unavailable', thrown.code);
    return undefined;
  }
}

/** Reads balance and lists while nothing moves; nothing when something always does. */
async function readStill(provider: GiftProvider, opening: BalanceReadingTable | undefined) {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const [activations_mark, issues_mark] = await Promise.all([provider.markActivations(), provider.markIssues()]);
    const moved = opening ? await movedSince(provider, opening) : undefined;
    const balance = await provider.balance();
    const after = await movedSince(provider, { activations_mark, issues_mark });
    if (after.entries > 0) continue;
    const { credited = 0, debited = 0 } = moved?.in(balance.currency) ?? {};
    return { balance, marks: { activations_mark, issues_mark }, credited, debited };
  }
  return undefined;
}

async function movedSince(
  provider: GiftProvider,
  { activations_mark, issues_mark }: Pick<BalanceReadingTable, 'activations_mark' | 'issues_mark'>,
) {
  const [activations, issues] = await Promise.all([
    provider.activationsAfter(activations_mark),
    provider.issuesAfter(issues_mark),
  ]);
  const sum = (records: readonly { amount: number; currency: string }[], currency: string) =>
    records.reduce((total, record) => total + (record.currency === currency ? record.amount : 0), 0);
  return {
    entries: activations.length + issues.length,
    in: (currency: string) => ({ credited: sum(activations, currency), debited: sum(issues, currency) }),
  };
}

async function openingOf(journal: Journal, provider: string, from: number): Promise<BalanceReadingTable | undefined> {
  const readings = journal.read.selectFrom('perks_balance_reading').selectAll().where('provider', '=', provider);
  return (
    (await readings.where('read_at', '<=', from).orderBy('read_at', 'desc').limit(1).executeTakeFirst()) ??
    (await readings.orderBy('read_at').limit(1).executeTakeFirst())
  );
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
