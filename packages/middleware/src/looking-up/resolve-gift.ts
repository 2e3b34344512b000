import { isPerksError } from '@checkout-perks/core/errors';
import { isGiftCode, type RejectionReason } from '@checkout-perks/core/perks';
import type { GiftCheck } from '@checkout-perks/core/providers';
import type { NowOrLater } from './now-or-later.ts';

/** What a code is worth as a gift code, or why it cannot be used as one. */
export type GiftVerdict = { value: number; expiresAt?: number } | { reason: RejectionReason };

/**
 * Judges a code as a gift code. A provider that is down makes the code unavailable, never the quote.
 *
 * @param code As it is looked up
 * @param currency The cart's currency
 */
export function resolveGift(
  lookUp: (code: string) => NowOrLater<GiftCheck>,
  code: string,
  currency: string,
): NowOrLater<GiftVerdict> {
  if (!isGiftCode(code)) return { reason: 'discount_code_invalid' };
  const found = lookUp(code);
  return found instanceof Promise
    ? found.then((one) => verdictOn(one, currency), troubled)
    : verdictOn(found, currency);
}

function verdictOn(found: GiftCheck, currency: string): GiftVerdict {
  if (!found.found) return { reason: 'discount_code_invalid' };
  if (!found.usable) {
    return { reason: found.status === 'expired' ? 'discount_code_expired' : 'discount_code_invalid' };
  }
  if (found.currency !== currency) return { reason: 'discount_code_currency_mismatch' };
  if (found.amount <= 0) return { reason: 'discount_code_invalid' };
  return { value: found.amount, ...(found.expiresAt === undefined ? {} : { expiresAt: found.expiresAt }) };
}

function troubled(thrown: unknown): GiftVerdict {
  if (!isPerksError(thrown)) throw thrown;
  return { reason: thrown.code === 'GIFT_CODE_MALFORMED' ? 'discount_code_invalid' : 'discount_code_unavailable' };
}
