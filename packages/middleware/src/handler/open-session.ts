import { isPerksError } from '@checkout-perks/core/errors';
import type { Loyalty } from '../loyalty/loyalty.ts';
import type { LoyaltySession } from '../loyalty/loyalty-session.ts';

/**
 * Reads the session that a quote is asked with. One that is too old costs the shopper their points, not the quote.
 *
 * @throws {PerksError} `LOYALTY_SESSION_INVALID` for one that is not ours
 */
export async function openSession(loyalty: Loyalty, session: string): Promise<LoyaltySession | 'expired'> {
  try {
    return await loyalty.open(session);
  } catch (thrown) {
    if (isPerksError(thrown) && thrown.code === 'LOYALTY_SESSION_EXPIRED') return 'expired';
    throw thrown;
  }
}
