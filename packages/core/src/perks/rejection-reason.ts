/**
 * Why a code was not applied, from one closed list. The first six are the Universal Commerce Protocol's own.
 * `discount_code_invalid` covers a code that never existed and one that is spent alike, so that answers help no guesser.
 */
export const REJECTION_REASONS = [
  'discount_code_invalid',
  'discount_code_expired',
  'discount_code_already_applied',
  'discount_code_combination_disallowed',
  'discount_code_user_not_logged_in',
  'discount_code_user_ineligible',
  /** The promo has not begun yet. */
  'discount_code_not_started',
  /** The promo was used as often as it may be. */
  'discount_code_exhausted',
  /** The promo is for delivery, and there is no delivery to pay for. */
  'discount_code_no_delivery',
  /** The code's money is of another currency than the cart. */
  'discount_code_currency_mismatch',
  /** Another order is being paid with it at this moment. */
  'discount_code_in_use',
  /** The order is paid in full without it: the code stays whole, for another time. */
  'discount_code_not_needed',
  /** The gift code is worth more than is due, and the shop gives nothing back on gift codes. */
  'discount_code_exceeds_due',
  /** The provider could not be asked; the sale goes on without it. */
  'discount_code_unavailable',
] as const;

/** One of {@link REJECTION_REASONS}. */
export type RejectionReason = (typeof REJECTION_REASONS)[number];
