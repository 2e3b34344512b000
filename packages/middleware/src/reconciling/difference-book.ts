import type { Difference, DifferenceCause, NotCompared } from '@checkout-perks/core/contract';
import type { ErrorCode } from '@checkout-perks/core/errors';

/** What can be compared. */
export type BookKind = 'activation' | 'issue' | 'balance' | 'promo' | 'points';

/** A difference as it is found. */
export interface NewDifference {
  kind: BookKind;
  cause: DifferenceCause;
  provider: string;
  orderId?: string | undefined;
  /** Our reference of the side effect. */
  effect?: string | undefined;
  /** Minor units. */
  amount?: number | undefined;
  currency?: string | undefined;
  /** ms since epoch. */
  at?: number | undefined;
  details?: Difference['details'];
}

/** Why something could not be compared. */
export type Reason = 'no_list' | 'no_opening' | 'busy' | 'unavailable';

/** Where differences are gathered, so many and no more: a key that strangers use may bring them by the hundred thousand. */
export interface DifferenceBook {
  add(difference: NewDifference): void;
  cannot(kind: BookKind, provider: string, reason: Reason, code?: ErrorCode): void;
  /** What was found, the oldest first. */
  result(): { differences: Difference[]; omitted: number; notCompared: NotCompared[] };
}

/** Makes an empty book. @param most Differences that it holds; the rest is counted */
export function createDifferenceBook(most = 10_000): DifferenceBook {
  const found: NewDifference[] = [];
  const notCompared: NotCompared[] = [];
  let omitted = 0;

  return {
    add(difference) {
      if (found.length < most) found.push(difference);
      else omitted += 1;
    },
    cannot(kind, provider, reason, code) {
      notCompared.push({ kind, provider, reason, ...(code === undefined ? {} : { code }) });
    },
    result() {
      const sorted = found.toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0));
      return { differences: sorted.map(shown), omitted, notCompared };
    },
  };
}

function shown({
  kind,
  cause,
  provider,
  orderId,
  effect,
  amount,
  currency,
  at,
  details = {},
}: NewDifference): Difference {
  return {
    kind,
    cause,
    provider,
    ...(orderId === undefined ? {} : { orderId }),
    ...(effect === undefined ? {} : { effect }),
    ...(amount === undefined ? {} : { amount }),
    ...(currency === undefined ? {} : { currency }),
    ...(at === undefined ? {} : { at: new Date(at).toISOString() }),
    details,
  };
}
