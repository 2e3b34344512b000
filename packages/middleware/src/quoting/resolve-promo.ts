import { isPerksError } from '@checkout-perks/core/errors';
import type { RejectionReason } from '@checkout-perks/core/perks';
import { type GoodPromo, isGood, judgePromo } from './judge-promo.ts';
import type { PromoList } from './promo-index.ts';

/** The promo that a code is, or why it cannot be used as one, and whether the shopper may learn that there is such a promo. */
export type PromoVerdict = { good: GoodPromo } | { reason: RejectionReason; isThere: boolean };

/**
 * Judges a code as a promo. A provider that is down makes the code unavailable, never the quote.
 *
 * @param list Gives the site's promos
 * @param code As it is looked up
 * @param now ms since epoch
 */
export async function resolvePromo(list: () => Promise<PromoList>, code: string, now: number): Promise<PromoVerdict> {
  let promos: PromoList;
  try {
    promos = await list();
  } catch (thrown) {
    if (!isPerksError(thrown)) throw thrown;
    return { reason: 'discount_code_unavailable', isThere: false };
  }
  const promo = promos.find(code);
  if (!promo) {
    return { reason: promos.isWhole ? 'discount_code_invalid' : 'discount_code_unavailable', isThere: false };
  }
  const reason = isGood(promo) ? judgePromo(promo, promos.at, now) : 'discount_code_invalid';
  if (isGood(promo) && reason === undefined) return { good: promo };
  // Of a promo that is switched off nobody need learn that it is there.
  return { reason: reason ?? 'discount_code_invalid', isThere: reason !== 'discount_code_invalid' };
}
