import { isPerksError } from '@checkout-perks/core/errors';
import type { Messages } from '../i18n/messages.ts';

/** Why an order could not be placed, as a key of the shop's messages. */
export type CheckoutProblem = keyof Messages['problems'];

const PROBLEMS: Readonly<Record<string, CheckoutProblem>> = {
  QUOTE_CHANGED: 'quoteChanged',
  QUOTE_EXPIRED: 'quoteChanged',
  QUOTE_INVALID: 'quoteChanged',
  PERK_REJECTED: 'codeRejected',
  POINTS_EXCEEDED: 'pointsGone',
  LOYALTY_SESSION_INVALID: 'memberGone',
  LOYALTY_SESSION_EXPIRED: 'memberGone',
  MEMBER_NOT_FOUND: 'memberGone',
  GIFT_CODE_MALFORMED: 'codeRejected',
  GIFT_CODE_NOT_FOUND: 'codeRejected',
  GIFT_CODE_NOT_ACTIVE: 'codeRejected',
  PERK_IN_USE: 'codeInUse',
  ORDER_DECLINED: 'declined',
  ORDER_EXPIRED: 'expired',
  PROVIDER_UNAVAILABLE: 'perksDown',
  PROVIDER_RATE_LIMITED: 'perksDown',
  PROVIDER_PROTOCOL: 'perksDown',
  PROVIDER_AUTH: 'perksDown',
  PROVIDER_REFUSED: 'perksDown',
  PROVIDER_FUNDS: 'perksDown',
  TOO_MANY_ATTEMPTS: 'attempts',
};

/** Converts an error thrown while an order was placed to a problem. */
export function toCheckoutProblem(thrown: unknown): CheckoutProblem {
  if (!isPerksError(thrown)) return 'tryLater';
  // A declined order has a more specific reason of its own.
  const reason = thrown.code === 'ORDER_DECLINED' ? String(thrown.details?.reason ?? '') : '';
  if (reason === 'PERK_IN_USE' || reason.startsWith('PROVIDER_')) return PROBLEMS[reason] ?? 'declined';
  return PROBLEMS[thrown.code] ?? 'tryLater';
}

/** Tells whether a query parameter names a problem. */
export function isCheckoutProblem(messages: Messages, value: string | undefined): value is CheckoutProblem {
  return value !== undefined && Object.hasOwn(messages.problems, value);
}
