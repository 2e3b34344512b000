import type { GiftProvider } from '@checkout-perks/core/providers';
import { type Effect, newcomers } from './effect.ts';

/** A re-issued code is good for as long as the one it replaces, and never for less than this, ms. */
const SHORTEST_LIFE = 30 * 24 * 3600_000;
/** How long it is good when the code that it replaces had no end, ms. */
const USUAL_LIFE = 180 * 24 * 3600_000;
/** A little less than the five years that providers allow: by a clock that is behind theirs, the same end is further off. */
const LONGEST_LIFE = 5 * 365 * 24 * 3600_000 - 24 * 3600_000;

/**
 * Makes a new gift code for value that goes back to the shopper. A lost answer is found again in the provider's list of
 * codes: by our reference where names are shown, else as the one code of this amount that was not there before.
 */
export function issueGift(provider: GiftProvider, clock: () => number): Effect {
  return {
    serial: ({ effect }) => `${provider.name}:issue:${effect.currency}:${effect.amount}`,

    async snapshot({ effect }) {
      const known = await provider.issuesSince(clock(), effect.amount, effect.currency);
      return known.map((record) => record.id);
    },

    async perform({ effect, gift }) {
      const left = gift.expires_at === null ? USUAL_LIFE : gift.expires_at - clock();
      const issued = await provider.issue({
        amount: effect.amount,
        currency: effect.currency,
        reference: effect.reference,
        validFor: Math.min(Math.max(left, SHORTEST_LIFE), LONGEST_LIFE),
      });
      const expires = issued.expiresAt === undefined ? {} : { expiresAt: issued.expiresAt };
      return { id: issued.id, code: issued.code, ...expires };
    },

    async probe(job) {
      const { effect } = job;
      const since = effect.since ?? effect.sent_at ?? clock();
      const records = await provider.issuesSince(since, effect.amount, effect.currency);
      const fresh = await newcomers(records, (record) => record.id, job);

      const named = fresh.find((record) => record.reference === effect.reference);
      const [only, ...others] = named ? [named] : fresh.filter((r) => r.usable && r.reference === undefined);
      if (others.length > 0) {
        return { outcome: 'ambiguous', question: `Which of the newly issued codes belongs to ${effect.reference}?` };
      }
      if (!only) return { outcome: 'notApplied' };
      const found = await provider.check(only.code);
      const expires = found.found && found.expiresAt !== undefined ? { expiresAt: found.expiresAt } : {};
      return { outcome: 'applied', receipt: { id: only.id, code: only.code, ...expires } };
    },
  };
}
