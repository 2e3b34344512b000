import { normaliseCode } from '@checkout-perks/core/perks';
import { isGood, judgePromo } from '../looking-up/judge-promo.ts';
import type { QuotingOptions } from './quoting-options.ts';

/**
 * Tells how many of the typed codes may be guesses: all but those that are known to be good promos.
 *
 * @param typed Codes as typed
 */
export function countUnknown(
  { promos, clock }: Pick<QuotingOptions, 'promos' | 'clock'>,
  typed: readonly string[],
): number {
  const list = promos?.last;
  if (!list) return typed.length;
  const now = clock();
  let unknown = 0;
  for (const code of typed) {
    const promo = list.find(code) ?? list.find(normaliseCode(code));
    if (!promo || !isGood(promo) || judgePromo(promo, list.at, now) !== undefined) unknown += 1;
  }
  return unknown;
}
