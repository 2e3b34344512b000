import type { OrderState } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';

/** What can happen to an order. */
export type OrderEvent =
  /** The merchant asks for it. */
  | 'commit'
  | 'cancel'
  | 'refund'
  /** The reservation ran out. */
  | 'expire'
  /** Another order took its gift code over while this one was only reserved. */
  | 'lose'
  /** The provider refused a code. */
  | 'refuse'
  /** Every effect that the state was waiting for is applied. */
  | 'settle'
  /** Nobody but a person can tell what happened. */
  | 'ask';

const NEXT: Readonly<Record<OrderState, Partial<Record<OrderEvent, OrderState>>>> = {
  // One whose points cannot be held is no order at all: it is removed.
  reserving: { settle: 'reserved', cancel: 'cancelled', expire: 'expired' },
  reserved: { commit: 'committing', cancel: 'cancelled', expire: 'expired', lose: 'declined' },
  committing: { settle: 'committed', refuse: 'declining', ask: 'attention' },
  declining: { settle: 'declined', ask: 'attention' },
  committed: { refund: 'refunding' },
  refunding: { settle: 'refunded', ask: 'attention' },
  declined: {},
  cancelled: {},
  expired: {},
  refunded: {},
  attention: {},
};

/**
 * The order's state machine (`docs/orders.md`).
 *
 * @param state The state as last read
 * @param event What happened
 * @returns The next state
 * @throws {PerksError} `ORDER_STATE` when the event cannot follow the state
 */
export function advance(state: OrderState, event: OrderEvent): OrderState {
  const next = NEXT[state][event];
  if (next === undefined) throw new PerksError('ORDER_STATE', { details: { state, event } });
  return next;
}
