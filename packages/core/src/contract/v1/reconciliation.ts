import * as z from 'zod/mini';

/** A moment: a time with its offset, or a date, which is its beginning in UTC. */
const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

/** `GET /admin/reconciliation`: from when to when; the 31 days until now unless given. */
export const reconcileRequest = z.strictObject({ since: z.optional(moment), until: z.optional(moment) });

/** Why journal and provider differ, or could come to differ (see `docs/reconciliation.md`). */
export const DIFFERENCE_CAUSES = [
  /** The provider has recorded what no order did: somebody else uses the key, or the codes were made by hand. */
  'not_in_journal',
  /** An order did what the provider does not show. */
  'not_at_provider',
  /** Both know it, with another sum or currency: a fee, or a row that was altered. */
  'amount_differs',
  /** An order does not know yet whether it happened; the middleware goes on looking. */
  'still_unknown',
  /** A person must say whether it happened: the order is in attention. */
  'in_attention',
  /** Something is owed to a shopper that the provider has not given yet. */
  'owed',
  /** The provider's own numbers do not agree yet: its lists or counts lag behind. */
  'count_lags',
  /** A promo was used more often than its limit allows, there and here together. */
  'over_limit',
  /** The balance moved by more or less than activations and issues explain. */
  'balance_moved',
] as const;

/** One line on which the books do not agree. It never holds a gift code: those are masked. */
export const difference = z.object({
  /** `activation`, `issue`, `balance`, `promo`, `points`; or a newer one. */
  kind: z.string(),
  /** One of {@link DIFFERENCE_CAUSES}, or a newer one. */
  cause: z.string(),
  provider: z.string(),
  orderId: z.optional(z.string()),
  /** The side effect in question, as `attention.effect` of the order. */
  effect: z.optional(z.string()),
  /** Minor units, as the journal has it, or else as the provider has. */
  amount: z.optional(z.int()),
  currency: z.optional(z.string()),
  at: z.optional(z.string()),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
});

/** What could not be compared, and why. */
export const notCompared = z.object({
  kind: z.string(),
  provider: z.string(),
  /**
   * `no_list`: the provider shows nothing to compare with. `no_opening`: there was no earlier reading of the balance.
   * `busy`: the balance never stood still. `unavailable`: the provider did not answer, `code` says how. Or a newer one.
   */
  reason: z.string(),
  code: z.optional(z.string()),
});

/** What the journal and the providers' books say when they are laid side by side. Sums in minor units. */
export const reconciliation = z.object({
  from: z.string(),
  to: z.string(),
  /** How much of each was looked at. */
  checked: z.object({
    /** Activations and issued codes in the providers' lists, and in the journal. */
    activations: z.object({ provider: z.int(), journal: z.int() }),
    issues: z.object({ provider: z.int(), journal: z.int() }),
    /** Promos that orders have used, our uses of them, and those that their provider has counted. */
    promos: z.object({ promos: z.int(), journal: z.int(), provider: z.int() }),
    /** Operations on points in the journal. */
    points: z.object({ journal: z.int() }),
    /** Effects that are being worked on at this moment; no difference yet. */
    inFlight: z.int(),
  }),
  /** How the balance moved since it was read for an earlier reconciliation. */
  balance: z.optional(
    z.object({
      provider: z.string(),
      currency: z.string(),
      opening: z.object({ at: z.string(), amount: z.int() }),
      closing: z.object({ at: z.string(), amount: z.int() }),
      /** Activated between the two. */
      credited: z.int(),
      /** Issued between the two. */
      debited: z.int(),
    }),
  ),
  differences: z.array(difference),
  /** Differences beyond the number that one answer holds: ask for a shorter time. */
  omitted: z.int(),
  notCompared: z.array(notCompared),
});

export type ReconcileRequest = z.infer<typeof reconcileRequest>;
export type DifferenceCause = (typeof DIFFERENCE_CAUSES)[number];
export type Difference = z.infer<typeof difference>;
export type NotCompared = z.infer<typeof notCompared>;
export type Reconciliation = z.infer<typeof reconciliation>;
