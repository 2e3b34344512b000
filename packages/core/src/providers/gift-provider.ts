/** What a provider says of a gift code. */
export type GiftCheck =
  | { found: false }
  | {
      found: true;
      /** Whether it can be activated now, as the provider itself says. */
      usable: boolean;
      status: GiftStatus;
      /** Its whole worth, minor units. */
      amount: number;
      currency: string;
      /** ms since epoch. */
      expiresAt?: number;
    };

/** Where a code is in its life; `unknown` when the provider uses a word that we have not met. */
export type GiftStatus = 'active' | 'activated' | 'deactivated' | 'expired' | 'unknown';

/** Proof that a code was activated. */
export interface GiftActivation {
  operationId: string;
  /** What was credited, minor units. */
  amount: number;
  currency: string;
}

/** What to issue. */
export interface GiftIssue {
  /** Minor units. */
  amount: number;
  currency: string;
  /** Our own unique name for it, by which a lost answer can be found again where the provider shows names. */
  reference: string;
  /** How long it shall be good, ms. */
  validFor: number;
}

/** A code just issued. */
export interface IssuedGift {
  id: string;
  code: string;
  amount: number;
  currency: string;
  /** ms since epoch. */
  expiresAt?: number;
  /** ms since epoch, by the provider's clock. */
  createdAt?: number;
}

/** A recorded activation, as a list of operations shows it: without the code. */
export interface ActivationRecord {
  operationId: string;
  /** Minor units. */
  amount: number;
  currency: string;
  /** ms since epoch, by the provider's clock. */
  createdAt?: number;
}

/** A recorded issue, as a list of codes shows it. */
export interface IssueRecord {
  id: string;
  code: string;
  /** Minor units. */
  amount: number;
  currency: string;
  /** False only when it is known to be spent or void. */
  usable: boolean;
  /** Present only where the provider shows names in lists. */
  reference?: string;
  /** ms since epoch, by the provider's clock. */
  createdAt?: number;
}

/** What the merchant can issue codes for, where activated codes are credited. */
export interface GiftBalance {
  /** Minor units. */
  amount: number;
  currency: string;
}

/**
 * What quoting and orders need of a service that keeps gift codes. A code is activated whole and once; there is no
 * idempotency key, so a write whose answer got lost is looked for among what {@link GiftProvider.activationsAfter} and
 * {@link GiftProvider.issuesAfter} show to have come after a mark that was made before it was sent. A mark is a short text
 * to be kept and handed back as it is. No clock takes part in this.
 *
 * Every method throws `PerksError`; for the two writes its `outcome` says whether the write certainly had no effect
 * (`notApplied`) or nobody can tell (`unknown`). Nothing is ever sent twice by a provider itself.
 */
export interface GiftProvider {
  /** Short name for journals and logs, such as `v-dar`. */
  readonly name: string;
  /** Longest that one call may take, ms: a probe waits longer than this before it believes that nothing happened. */
  readonly timeoutMs: number;

  /** Looks a code up; changes nothing. @throws `GIFT_CODE_MALFORMED`, `PROVIDER_*` */
  check(code: string): Promise<GiftCheck>;
  /** Spends a code whole. @throws `GIFT_CODE_NOT_FOUND`, `GIFT_CODE_NOT_ACTIVE`, `PROVIDER_*` */
  activate(code: string): Promise<GiftActivation>;
  /** Makes a new code, debiting the merchant's balance. @throws `PROVIDER_FUNDS`, `PROVIDER_*` */
  issue(request: GiftIssue): Promise<IssuedGift>;
  /** Reads the merchant's balance; other calls move it meanwhile. @throws `PROVIDER_*` */
  balance(): Promise<GiftBalance>;

  /** Marks the activations that are recorded now. @throws `PROVIDER_*` */
  markActivations(): Promise<string>;
  /**
   * The activations recorded since a mark, of one amount when one is given: none of them left out, and at worst an older one
   * among them.
   *
   * @throws `PROVIDER_PROTOCOL` when the provider does not show all that came after
   */
  activationsAfter(mark: string, amount?: number, currency?: string): Promise<ActivationRecord[]>;
  /** Marks the codes that are issued now. @throws `PROVIDER_*` */
  markIssues(): Promise<string>;
  /** The codes issued since a mark, as {@link GiftProvider.activationsAfter}. */
  issuesAfter(mark: string, amount?: number, currency?: string): Promise<IssueRecord[]>;

  /**
   * Every activation recorded since a moment (ms since epoch, by the provider's clock), the newest first, and maybe some
   * older ones: for books that are compared, however long the list is. Those without a time are among them.
   *
   * @throws `PROVIDER_PROTOCOL` when the list will not hold still
   */
  activations(since: number): AsyncIterable<ActivationRecord>;
  /** Every code issued since a moment, as {@link GiftProvider.activations}. */
  issues(since: number): AsyncIterable<IssueRecord>;
}
