import { isPerksError } from '@checkout-perks/core/errors';
import { isGiftCode, maskCode, normaliseCode, type RejectionReason } from '@checkout-perks/core/perks';
import type { GiftProvider } from '@checkout-perks/core/providers';

/** A typed code that is a gift code good for this cart. */
export interface UsableGift {
  status: 'usable';
  /** As it was looked up. */
  code: string;
  masked: string;
  /** Minor units. */
  value: number;
  /** ms since epoch. */
  expiresAt?: number;
}

/** A typed code that cannot be used, and why. */
export interface RejectedGift {
  status: 'rejected';
  masked: string;
  reason: RejectionReason;
}

export type ResolvedGift = UsableGift | RejectedGift;

/**
 * Looks typed codes up at the provider, in parallel; changes nothing anywhere. Each typed code gets an answer, in the same
 * order: a provider that is down makes a code unavailable, never the quote.
 *
 * @param provider Who keeps the gift codes
 * @param typed Codes as typed
 * @param currency The cart's currency
 * @param limit Most gift codes that one order may use
 */
export async function resolveGifts(
  provider: GiftProvider,
  typed: readonly string[],
  currency: string,
  limit: number,
): Promise<ResolvedGift[]> {
  const codes = typed.map(normaliseCode);
  const looked = await Promise.all(
    [...new Set(codes)].map(async (code) => [code, await lookUp(provider, code, currency)] as const),
  );
  const found = new Map(looked);

  const used = new Set<string>();
  return codes.map((code) => {
    const gift = found.get(code) ?? rejected(code, 'discount_code_invalid');
    if (gift.status === 'rejected') return gift;
    if (used.has(code)) return rejected(code, 'discount_code_already_applied');
    if (used.size >= limit) return rejected(code, 'discount_code_combination_disallowed');
    used.add(code);
    return gift;
  });
}

async function lookUp(provider: GiftProvider, code: string, currency: string): Promise<ResolvedGift> {
  if (!isGiftCode(code)) return rejected(code, 'discount_code_invalid');
  try {
    const found = await provider.check(code);
    if (!found.found) return rejected(code, 'discount_code_invalid');
    if (!found.usable) {
      return rejected(code, found.status === 'expired' ? 'discount_code_expired' : 'discount_code_invalid');
    }
    if (found.currency !== currency) return rejected(code, 'discount_code_currency_mismatch');
    if (found.amount <= 0) return rejected(code, 'discount_code_invalid');
    const expires = found.expiresAt === undefined ? {} : { expiresAt: found.expiresAt };
    return { status: 'usable', code, masked: maskCode(code), value: found.amount, ...expires };
  } catch (thrown) {
    if (!isPerksError(thrown)) throw thrown;
    return rejected(
      code,
      thrown.code === 'GIFT_CODE_MALFORMED' ? 'discount_code_invalid' : 'discount_code_unavailable',
    );
  }
}

function rejected(code: string, reason: RejectionReason): RejectedGift {
  return { status: 'rejected', masked: maskCode(code), reason };
}
