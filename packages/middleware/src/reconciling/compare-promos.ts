import { isPerksError } from '@checkout-perks/core/errors';
import type { PromoProvider } from '@checkout-perks/core/providers';
import type { Journal } from '../journal/journal.ts';
import type { DifferenceBook } from './difference-book.ts';

/** What was compared: promos that orders have used, our uses, and those that the provider has counted. */
export interface PromoCounts {
  promos: number;
  journal: number;
  provider: number;
}

/**
 * Counts the uses of each promo that orders have used. The provider counts those of its own checkout only and we count ours,
 * so the two are added, not compared: together they must stay within the limit. What it counts must be what it lists.
 */
export async function comparePromos(
  journal: Journal,
  provider: PromoProvider,
  book: DifferenceBook,
): Promise<PromoCounts> {
  const ours = await journal.read
    .selectFrom('perks_promo_use')
    .where('state', 'in', ['held', 'final'])
    .groupBy('promo')
    .select((select) => ['promo', select.fn.min('code').as('code'), select.fn.countAll().as('uses')])
    .execute();
  const counts = { promos: ours.length, journal: 0, provider: 0 };
  for (const { uses } of ours) counts.journal += Number(uses);
  if (ours.length === 0) return counts;

  try {
    const promos = new Map((await provider.list()).map((promo) => [`${provider.name}:${promo.id}`, promo]));
    for (const { promo: key, code, uses } of ours) {
      const promo = promos.get(key);
      const line = { kind: 'promo', provider: provider.name } as const;
      const known = { promo: key, code, usedHere: Number(uses) };
      if (!promo) {
        book.add({ ...line, cause: 'not_at_provider', details: known });
        continue;
      }
      const listed = (await provider.uses(promo.id)).length;
      const counted = promo.used ?? listed;
      counts.provider += counted;
      if (counted !== listed) {
        book.add({ ...line, cause: 'count_lags', details: { ...known, countedThere: counted, listedThere: listed } });
      }
      const used = Math.max(counted, listed) + Number(uses);
      if (promo.limit !== undefined && used > promo.limit) {
        book.add({ ...line, cause: 'over_limit', details: { ...known, countedThere: counted, limit: promo.limit } });
      }
    }
  } catch (thrown) {
    if (!isPerksError(thrown)) throw thrown;
    book.cannot('promo', provider.name, 'unavailable', thrown.code);
  }
  return counts;
}
