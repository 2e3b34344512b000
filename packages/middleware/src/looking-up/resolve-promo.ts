import { isPerksError } from '@checkout-perks/core/errors';
import type { RejectionReason } from '@checkout-perks/core/perks';
import { type GoodPromo, isGood, judgePromo } from './judge-promo.ts';
import type { NowOrLater } from './now-or-later.ts';
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
export function resolvePromo(list: () => NowOrLater<PromoList>, code: string, now: number): NowOrLater<PromoVerdict> {
  const promos = list();
  return promos instanceof Promise
    ? promos.then((one) => verdictOn(one, code, now), troubled)
    : verdictOn(promos, code, now);
}

function verdictOn(promos: PromoList, code: string, now: number): PromoVerdict {
  const promo = promos.find(code);
  if (!promo) {
    return { reason: promos.isWhole ? 'discount_code_invalid' : 'discount_code_unavailable', isThere: false };
  }
  const reason = isGood(promo) ? judgePromo(promo, promos.at, now) : 'discount_code_invalid';
  if (isGood(promo) && reason === undefined) return { good: promo };
  // Of a promo that is switched off nobody need learn that it is there.
  return { reason: reason ?? 'discount_code_invalid', isThere: reason !== 'discount_code_invalid' };
}

function troubled(thrown: unknown): PromoVerdict {
  if (!isPerksError(thrown)) throw thrown;
  return { reason: 'discount_code_unavailable', isThere: false };
}
