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
  | 'LOYALTY_SESSION_INVALID'
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

/** What must be said even where nothing more can be loaded, and what the field and the sum of a plain cart say. */
export type FirstMessageKey =
  /** Of the field, before it is known what the shop offers. */
  | 'label'
  /** What the field takes, as parts of its label: "Gift code, promo code or phone". */
  | 'gift'
  | 'promo'
  /** The phone by which points are found. */
  | 'points'
  /** Between the last two of them, with its spaces. */
  | 'or'
  | 'apply'
  | 'goods'
  | 'delivery'
  | 'free'
  | 'due'
  | 'retry'
  /** For errors of a newer server, and those that a shopper can do nothing about. */
  | 'otherError'
  | 'NETWORK';

/** What is said once the shopper has typed something: it comes with the script tag's later files. */
export type LaterMessageKey =
  | 'checking'
  | RejectionReason
  /** `{time}`, such as "in 30 seconds", in `TOO_MANY_ATTEMPTS`. */
  | Exclude<ErrorCode, WithoutWords | FirstMessageKey>
  /** For reasons of a newer server. */
  | 'otherReason'
  /** In the place of `{time}` when it is not known. */
  | 'later'
  /** `{kept}`: the code that stays in the place of the refused one. */
  | 'kept'
  | 'empty'
  | 'applied'
  /** `{amount}` */
  | 'remainder'
  /** `{amount}` */
  | 'forfeited'
  /** `{code}`: it was read otherwise than it was typed. */
  | 'corrected'
  | 'linked'
  /** `{code}`: its end only, to be heard rather than seen. */
  | 'remove'
  /** `{code}`, `{amount}` */
  | 'saidApplied'
  /** `{code}` */
  | 'saidRemoved'
  /** `{code}`, `{reason}`: of a code that had been applied, or that came with the page's address. */
  | 'dropped'
  /** The steps of the sum by their kind, before a label: code or level. */
  | 'step_promo'
  | 'step_deliveryPromo'
  | 'step_level'
  | 'step_points'
  | 'step_gift'
  | 'total'
  /** `{points}`, such as "500 points". */
  | 'balance'
  /** `{title}`, `{rate}`: a level that brings points, and one that takes a percentage off. */
  | 'cashback'
  | 'discount'
  /** `{hint}` */
  | 'sent'
  /** `{hint}` */
  | 'credited'
  | 'why'
  | 'oneTimeCode'
  | 'confirm'
  | 'resend'
  /** `{time}` */
  | 'resendIn'
  | 'change'
  /** `{points}` */
  | 'toSpend'
  | 'useMax'
  | 'noSpend'
  /** `{points}`, `{amount}` */
  | 'spent'
  /** `{points}` */
  | 'earn'
  | 'unavailable'
  | 'notCode'
  | 'removePoints'
  | 'saidPointsRemoved'
  /** `{n}`, by the plural categories of Unicode; a language repeats `other` for those that it has not. */
  | 'points_one'
  | 'points_few'
  | 'points_many'
  | 'points_other';

/** Every sentence of the widget; reasons and errors under their own codes. `{name}` in its words is a place to be filled. */
export type MessageKey = FirstMessageKey | LaterMessageKey;

export type FirstMessages = Readonly<Record<FirstMessageKey, string>>;
export type LaterMessages = Readonly<Record<LaterMessageKey, string>>;

/** The widget's words in one language. A language must have them all. */
export type Messages = FirstMessages & LaterMessages;
