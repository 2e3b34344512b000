import type { ErrorCode } from '@checkout-perks/core/errors';
import type { RejectionReason } from '@checkout-perks/core/perks';

/**
 * Errors that a shopper can do nothing about, or that no request of the widget can meet: the sentence `otherError` is meant
 * for them. A new code of the error table must be put here or get words of its own in every language, or the locales do
 * not compile.
 */
type WithoutWords =
  | 'INVALID_JSON'
  | 'INVALID_REQUEST'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'BODY_TOO_LARGE'
  | 'ROUTE_NOT_FOUND'
  | 'METHOD_NOT_ALLOWED'
  | 'UNAUTHORIZED'
  | 'ORIGIN_NOT_ALLOWED'
  | 'MONEY_INVALID'
  | 'CART_NOT_FOUND'
  | 'ORDER_NOT_FOUND'
  | 'ORDER_CONFLICT'
  | 'ORDER_STATE'
  | 'ORDER_EXPIRED'
  | 'ORDER_DECLINED'
  | 'QUOTE_CHANGED'
  | 'QUOTE_EXPIRED'
  | 'QUOTE_INVALID'
  | 'PERK_REJECTED'
  | 'PERK_IN_USE'
  | 'REFUND_EXCEEDED'
  | 'JOURNAL_CONFLICT'
  | 'CUSTOMER_TOKEN_INVALID'
  | 'GIFT_CODE_MALFORMED'
  | 'GIFT_CODE_NOT_FOUND'
  | 'GIFT_CODE_NOT_ACTIVE'
  | 'PROMO_NOT_FOUND'
  | 'PROMO_CODE_TAKEN'
  | 'PROMO_CONFLICT'
  | 'MEMBER_NOT_FOUND'
  | 'POINTS_EXCEEDED'
  | 'POINTS_HOLD_NOT_FOUND'
  | 'PROVIDER_UNAVAILABLE'
  | 'PROVIDER_RATE_LIMITED'
  | 'PROVIDER_PROTOCOL'
  | 'PROVIDER_AUTH'
  | 'PROVIDER_FUNDS'
  | 'PROVIDER_REFUSED'
  | 'CONFIGURATION'
  | 'BODY_ALREADY_READ'
  | 'INTERNAL'
  | 'UNKNOWN';

/** Every sentence of the widget; reasons and errors under their own codes. `{name}` in its words is a place to be filled. */
export type MessageKey =
  | 'label'
  | 'apply'
  | 'checking'
  | 'applied'
  | 'gift'
  /** `{amount}` */
  | 'remainder'
  /** The code was read otherwise than it was typed. */
  | 'corrected'
  /** `{code}`: its end only, to be heard rather than seen. */
  | 'remove'
  /** `{code}`, `{amount}` */
  | 'saidApplied'
  /** `{code}` */
  | 'saidRemoved'
  /** `{code}`, `{reason}` */
  | 'dropped'
  | 'goods'
  | 'delivery'
  | 'free'
  | 'due'
  | 'retry'
  | 'empty'
  /** In the place of `{time}` when it is not known. */
  | 'later'
  /** For reasons of a newer server. */
  | 'otherReason'
  | 'otherError'
  /** With `{time}` in `TOO_MANY_ATTEMPTS`, such as "in 30 seconds". */
  | Exclude<ErrorCode, WithoutWords>
  | RejectionReason;

/** The widget's words in one language. A language must have them all. */
export type Messages = Readonly<Record<MessageKey, string>>;
