import type { GiftProvider } from '@checkout-perks/core/providers';
import { type Effect, type GiftJob, newcomers, snapshotOf } from './effect.ts';

/**
 * Spends a gift code whole. Whether a lost send happened shows in the code's own status; whose doing it was shows in the
 * list of operations, as the one activation of this amount that was not there before (`docs/orders.md`).
 */
export function activateGift(provider: GiftProvider): Effect<GiftJob> {
  return {
    serial: ({ effect }) => `${provider.name}:activate:${effect.currency}:${effect.amount}`,
    marksEarly: true,

    snapshot: () => provider.markActivations(),

    async perform({ effect, code }) {
      const { operationId, amount, currency } = await provider.activate(code);
      // The shopper has paid with the face value; what the provider kept of it is between the shop and the provider.
      const differs = amount !== effect.amount || currency !== effect.currency;
      return { id: operationId, ...(differs ? { credited: { amount, currency } } : {}) };
    },

    async probe(job) {
      const { effect, gift, code } = job;
      const found = await provider.check(code);
      if (found.found && found.usable) return { outcome: 'notApplied' };

      const records = await provider.activationsAfter(snapshotOf(job), effect.amount, effect.currency);
      const [only, ...others] = await newcomers(records, (record) => record.operationId, job);
      if (others.length > 0) {
        return { outcome: 'ambiguous', question: `Was gift code ${gift.masked} activated by this order?` };
      }
      const ended = found.found && (found.status === 'expired' || found.status === 'deactivated');
      if (only && ended) {
        return {
          outcome: 'ambiguous',
          question: `Was gift code ${gift.masked} activated before it was ${found.status}?`,
        };
      }
      if (only) return { outcome: 'applied', receipt: { id: only.operationId } };

      // Spent, but by none of the operations that we could have made: the list may lag behind the code's own status.
      const gone = !found.found || ended;
      return gone ? { outcome: 'refused', error: 'GIFT_CODE_NOT_ACTIVE' } : { outcome: 'unknown' };
    },

    question: ({ effect, gift }) => `Has activate ${effect.reference} (gift code ${gift.masked}) happened?`,
  };
}
