import { PerksError } from '@checkout-perks/core/errors';
import type { Loyalty } from '../../src/loyalty/loyalty.ts';
import type { LoyaltySession } from '../../src/loyalty/loyalty-session.ts';

/** Sessions in the clear: who a shopper is was found out before a history begins. */
export function createPlainLoyalty(): Pick<Loyalty, 'open'> {
  return {
    async open(session) {
      try {
        return JSON.parse(session) as LoyaltySession;
      } catch {
        throw new PerksError('LOYALTY_SESSION_INVALID');
      }
    },
  };
}
