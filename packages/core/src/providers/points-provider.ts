/** How a level rewards: by points for a purchase, or by a percentage off; `unknown` for a word that we have not met. */
export type LevelKind = 'cashback' | 'discount' | 'unknown';

/** A member's level in the loyalty programme. */
export interface MemberLevel {
  id: string;
  title: string;
  /** What it gives, hundredths of a percent: 1050 is 10.5 %. */
  basisPoints: number;
  kind: LevelKind;
  /** The largest part of a purchase that points may pay, hundredths of a percent. */
  maxSpendBasisPoints?: number;
}

/** A person in the loyalty programme. Personal data: show to nobody but the proven owner. */
export interface Member {
  id: string;
  name?: string;
  /** URL. */
  photo?: string;
  /** `YYYY-MM-DD`. */
  birthday?: string;
  /** Digits only. */
  phone?: string;
  email?: string;
  level: MemberLevel;
  /** Points that can be spent now; 0 on a `discount` level. */
  balance: number;
}

/** What a provider says of a search. */
export type MemberSearch = { found: false } | { found: true; member: Member };

/** What a purchase would mean to a member; only the provider can tell, so nothing of it is ever recomputed. */
export interface PointsCalculation {
  /** The most points that this purchase can take. */
  maxSpend: number;
  /** The points that it brings when none are spent. */
  earn: number;
  /** The rate of this purchase, hundredths of a percent; it may differ from the level's. */
  basisPoints: number;
  kind: LevelKind;
}

/** Points held for one purchase. */
export interface PointsHold {
  id: string;
  points: number;
  /** When the provider lets go of them by itself, ms since epoch by our own clock. */
  until: number;
}

/** A purchase as the provider recorded it. It has no id and cannot be taken back. */
export interface PointsOperation {
  /** What is left to pay by other means, minor units. */
  total: number;
  /** Points taken; 0 when the purchase brought points. */
  spent: number;
  /** Points brought; 0 when points were taken. */
  earned: number;
  /** The rate of this purchase, hundredths of a percent. */
  basisPoints: number;
  kind: LevelKind;
}

/**
 * What quoting and orders need of a service that keeps loyalty points. Points are integers, a provider's fractions
 * rounded down; sums are minor units of the provider's one currency. There is no idempotency key, no list of operations and
 * no refund: an operation whose answer got lost is looked for with {@link PointsProvider.identify}, with and without the
 * hold, and the hold ids passed to a call are "taken into account", which we read as added back to the balance.
 *
 * Every method throws `PerksError`; for the three writes its `outcome` says whether the write certainly had no effect
 * (`notApplied`) or nobody can tell (`unknown`). Nothing is ever sent twice by a provider itself.
 */
export interface PointsProvider {
  /** Short name for journals and logs, such as `loyalclient`. */
  readonly name: string;
  /** Longest that one call may take, ms: a probe waits longer than this before it believes that nothing happened. */
  readonly timeoutMs: number;

  /** Finds a member by phone, card or app code; changes nothing. @throws `INVALID_REQUEST`, `PROVIDER_*` */
  identify(search: string, holds?: readonly string[]): Promise<MemberSearch>;
  /** Prices a purchase; changes nothing. @throws `MEMBER_NOT_FOUND`, `MONEY_INVALID`, `PROVIDER_*` */
  calculate(request: { memberId: string; amount: number; holds?: readonly string[] }): Promise<PointsCalculation>;
  /** Holds points for 1 to 30 minutes. @throws `MEMBER_NOT_FOUND`, `POINTS_EXCEEDED`, `PROVIDER_*` */
  hold(request: { memberId: string; points: number; minutes: number }): Promise<PointsHold>;
  /** Lets held points go; a hold that is gone already is no error. Safe to repeat. @throws `PROVIDER_*` */
  release(holdId: string): Promise<void>;
  /**
   * Records a purchase for good: takes `spend` points, or with 0 brings points. It ends the holds at its point of sale.
   *
   * @throws `MEMBER_NOT_FOUND`, `POINTS_EXCEEDED` (with `details.max` where the provider names it), `PROVIDER_*`
   */
  operate(request: {
    memberId: string;
    amount: number;
    spend: number;
    holds?: readonly string[];
  }): Promise<PointsOperation>;
}
