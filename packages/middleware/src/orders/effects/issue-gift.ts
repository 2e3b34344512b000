import type { GiftProvider, IssueRecord } from '@checkout-perks/core/providers';
import { codeLifetime, hasLifetime } from './code-lifetime.ts';
import { type Effect, type GiftJob, newcomers, type Probe, snapshotOf } from './effect.ts';

/** The time before an issue was sent: where the list of codes ended, and the merchant's account where the provider told it. */
interface Before {
  mark: string;
  account?: {
    /** Minor units. */
    balance: number;
    /** Where the list of activations ended. */
    activations: string;
  };
}

/**
 * Makes a new gift code for value that goes back to the shopper. A lost answer is found again in the provider's list of
 * codes: by our reference where names are shown, else by the lifetime that only this code was given. A code of the same
 * amount that is neither is not taken for ours: somebody else may have issued it with the same key.
 */
export function issueGift(provider: GiftProvider): Effect<GiftJob> {
  // Whether this provider keeps lifetimes to the second, as its answers to our own issues have shown.
  let exact = false;

  const account = async (): Promise<Before['account']> => {
    try {
      const [{ amount }, activations] = await Promise.all([provider.balance(), provider.markActivations()]);
      return { balance: amount, activations };
    } catch {
      // It is no more than a second witness.
      return undefined;
    }
  };

  /** Whether the account is lower by just this amount though no list shows why: then the list of codes lags behind. */
  async function lags({ effect }: GiftJob, before: Before): Promise<boolean> {
    if (!before.account) return false;
    const now = await provider.balance().catch(() => undefined);
    if (now === undefined || before.account.balance - now.amount !== effect.amount) return false;
    const { currency } = effect;
    const others = await Promise.all([
      provider.issuesAfter(before.mark, undefined, currency),
      provider.activationsAfter(before.account.activations, undefined, currency),
    ]);
    return others.every((records) => records.length === 0);
  }

  return {
    serial: ({ effect }) => `${provider.name}:issue:${effect.currency}:${effect.amount}`,
    marksEarly: true,

    async snapshot() {
      const [mark, known] = await Promise.all([provider.markIssues(), account()]);
      return JSON.stringify({ mark, ...(known ? { account: known } : {}) } satisfies Before);
    },

    async perform(job) {
      const { amount, currency, reference } = job.effect;
      const validFor = lifetimeOf(job);
      const issued = await provider.issue({ amount, currency, reference, validFor });
      exact ||= hasLifetime(validFor, issued) === true;
      const expires = issued.expiresAt === undefined ? {} : { expiresAt: issued.expiresAt };
      return { id: issued.id, code: issued.code, ...expires };
    },

    async probe(job): Promise<Probe> {
      const { effect } = job;
      const before = JSON.parse(snapshotOf(job)) as Before;
      const records = await provider.issuesAfter(before.mark, effect.amount, effect.currency);
      const fresh = await newcomers(records, (record) => record.id, job);

      const named = fresh.filter((record) => record.reference === effect.reference);
      const candidates = named.length > 0 ? named : fresh.filter((r) => r.usable && r.reference === undefined);
      const looked = await Promise.all(candidates.map((record) => look(provider, record)));
      const lifetime = lifetimeOf(job);
      const ours = looked.filter((code) => named.length > 0 || hasLifetime(lifetime, code) === true);
      // Where lifetimes are kept to the second, a code of another lifetime is somebody else's.
      const doubtful = looked.filter((code) => !exact || hasLifetime(lifetime, code) === undefined);

      const [only, ...others] = ours;
      if (only && others.length === 0) {
        const expires = only.expiresAt === undefined ? {} : { expiresAt: only.expiresAt };
        return { outcome: 'applied', receipt: { id: only.id, code: only.code, ...expires } };
      }
      if (only || doubtful.length > 0) {
        return { outcome: 'ambiguous', question: `Which of the newly issued codes belongs to ${effect.reference}?` };
      }
      return { outcome: (await lags(job, before)) ? 'unknown' : 'notApplied' };
    },

    question: ({ effect, gift }) => `Has issue ${effect.reference} (gift code ${gift.masked}) happened?`,
  };
}

function lifetimeOf({ effect, gift }: GiftJob): number {
  return codeLifetime(effect.reference, gift.expires_at, effect.since ?? 0);
}

/** A code from the list, with its end where the provider tells it. */
async function look(provider: GiftProvider, record: IssueRecord): Promise<IssueRecord & { expiresAt?: number }> {
  const found = await provider.check(record.code);
  return { ...record, ...(found.found && found.expiresAt !== undefined ? { expiresAt: found.expiresAt } : {}) };
}
