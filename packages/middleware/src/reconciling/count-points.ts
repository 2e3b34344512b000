import type { PointsProvider } from '@checkout-perks/core/providers';
import type { Journal } from '../journal/journal.ts';
import type { DifferenceBook } from './difference-book.ts';
import type { Period } from './reconcile-options.ts';

/**
 * Counts our operations on points in a time. There is nothing to compare them with: the provider lists none, and a member's
 * balance moves at every till. What is open among them stands among the differences.
 */
export async function countPoints(
  journal: Journal,
  provider: PointsProvider,
  { from, to }: Period,
  book: DifferenceBook,
): Promise<number> {
  book.cannot('points', provider.name, 'no_list');
  const { operations } = await journal.read
    .selectFrom('perks_effect')
    .select((select) => select.fn.countAll().as('operations'))
    .where('kind', '=', 'operate')
    .where('state', '=', 'applied')
    .where('sent_at', '>=', from)
    .where('sent_at', '<=', to)
    .executeTakeFirstOrThrow();
  return Number(operations);
}
