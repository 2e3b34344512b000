/** A call to a provider that can go wrong. */
export type CallName =
  | 'check'
  | 'activate'
  | 'issue'
  | 'balance'
  | 'markActivations'
  | 'activations'
  | 'markIssues'
  | 'issues'
  | 'list'
  | 'promo'
  | 'identify'
  | 'calculate'
  | 'hold'
  | 'release'
  | 'operate';

/** What becomes of a call. `Before` and `after` mean its effect at the provider. */
export type FaultKind =
  /** Nothing reaches the provider, and that is certain. */
  | 'unreachable'
  /** The provider asks to wait, and does nothing. */
  | 'rateLimited'
  /** The request is lost on its way: nothing happens, and nobody can tell. */
  | 'lostRequest'
  /** It happens; the answer is lost at once. */
  | 'lostAnswer'
  /** It happens; the answer does not come within the time limit. */
  | 'hangs'
  /** It happens only when nobody waits for it any more, within the grace. */
  | 'late'
  /** 5xx without having done it. */
  | 'failsBefore'
  /** 5xx after having done it. */
  | 'failsAfter'
  /** It happens, and the answer cannot be read. */
  | 'rubbish'
  /** It happens, and the answer takes nearly as long as the time limit. */
  | 'slow'
  /** The provider refuses for a reason of its own. */
  | 'refused';

/** One fault: it strikes the `nth` call of a kind in the whole history. */
export interface ScriptedFault {
  call: CallName;
  nth: number;
  kind: FaultKind;
}

/** What befalls the `nth` transaction of the whole history. */
export interface ScriptedWrite {
  nth: number;
  /**
   * Before the commit, or after it: the process dies; its database answers with an error; or the process stands still for so
   * long that others take its work over, and then goes on.
   */
  kind: 'crashBefore' | 'crashAfter' | 'failsBefore' | 'failsAfter' | 'standsStillBefore' | 'standsStillAfter';
  /** How long until the process is started anew or goes on, ms. */
  rest: number;
}

/** What the shop's code, the shop's operator or the clock does at some time. Times in ms from the beginning. */
export type ScriptedAction =
  | {
      at: number;
      do: 'reserve' | 'commit' | 'cancel' | 'refund' | 'refundLine' | 'answer' | 'get';
      worker: number;
      order: number;
    }
  | { at: number; do: 'recover'; worker: number }
  /** A worker's clock is set forward or back. */
  | { at: number; do: 'setClock'; worker: number; ms: number }
  /** The same member at another till. */
  | { at: number; do: 'rivalSpends' | 'rivalEarns' | 'rivalHolds'; member: number; points: number }
  /** The same gift code elsewhere: spent by another merchant, or called back by who sold it. */
  | { at: number; do: 'rivalActivates' | 'rivalDeactivates'; gift: number }
  /** The same promo code in the provider's own checkout. */
  | { at: number; do: 'rivalUses'; promo: number };

/** A gift code that somebody bought. Minor units. */
export interface ScriptedGift {
  value: number;
}

/** A promo code. */
export interface ScriptedPromo {
  target: 'goods' | 'delivery';
  discount: { kind: 'percent'; basisPoints: number } | { kind: 'fixed'; amount: number };
  limit?: number;
  oncePerPerson: boolean;
}

/** A member of the loyalty programme. */
export interface ScriptedMember {
  /** Points; LoyalClient may keep fractions. */
  balance: number;
  kind: 'cashback' | 'discount';
  basisPoints: number;
  maxSpendBasisPoints: number;
}

/** An order that a shopper places. Others are named by their index. */
export interface ScriptedOrder {
  lines: { quantity: number; unitPrice: number; noPoints: boolean }[];
  delivery: number;
  gifts: number[];
  promos: number[];
  member?: { index: number; confirmed: boolean; spend: number | 'max' };
  /** Who buys, for promos that are for one use by a person. */
  customer?: number;
  /** Whether it is reserved by the token of a quote, or by codes. */
  byToken: boolean;
}

/** How the providers behave where their documents leave it open. */
export interface ScriptedProviders {
  /** Whether lists of codes show the names that we gave. */
  namesShown: boolean;
  /** How long until the list of operations shows an activation, ms. */
  listLag: number;
  /** How long until the list of codes shows a new one, ms; less than the grace. */
  codesLag: number;
  /** How long until a promo's count shows a use, ms. */
  countLag: number;
  /** Which holds a new operation at a point ends: those of the same member, or all. */
  autoRelease: 'sameMember' | 'anyMember';
  /** The longest that a hold lasts, minutes: what is asked for beyond is cut. */
  longestHold: number;
}

/** A whole history, as data: whatever is left out of it, the rest stays what it was. */
export interface Script {
  seed: number;
  workers: number;
  remainder: 'reissue' | 'forfeit';
  providers: ScriptedProviders;
  gifts: ScriptedGift[];
  promos: ScriptedPromo[];
  members: ScriptedMember[];
  orders: ScriptedOrder[];
  actions: ScriptedAction[];
  faults: ScriptedFault[];
  writes: ScriptedWrite[];
}
