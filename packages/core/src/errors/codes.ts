/** What the table says of one error code. */
export interface ErrorEntry {
  /** HTTP status of the problem answer. */
  status: number;
  /** Whether the same request may succeed later, unchanged. */
  retryable: boolean;
  /** Short English title of the problem answer (RFC 9457), the same for every occurrence. */
  title: string;
}

/**
 * Every error that the packages raise, in one table. The union `ErrorCode`, the HTTP status of a problem answer, whether a
 * retry makes sense and the shopper's sentence (in the widget's locales) all come from it. v1 only grows.
 */
export const ERROR_CODES = {
  // What a caller sent.
  INVALID_JSON: entry(400, 'The body is not valid JSON'),
  INVALID_REQUEST: entry(422, 'The request does not match the contract'),
  UNSUPPORTED_MEDIA_TYPE: entry(415, 'The content type must be application/json'),
  BODY_TOO_LARGE: entry(413, 'The body is too large'),
  ROUTE_NOT_FOUND: entry(404, 'There is no such route'),
  METHOD_NOT_ALLOWED: entry(405, 'The route does not take this method'),
  UNAUTHORIZED: entry(401, 'The secret is missing or wrong'),
  TOO_MANY_ATTEMPTS: entry(429, 'Too many wrong codes', true),
  MONEY_INVALID: entry(422, 'The sum is not valid money'),

  CART_NOT_FOUND: entry(404, 'The shop knows no such cart'),

  // Loyalty.
  LOYALTY_SESSION_INVALID: entry(422, 'The loyalty session is not ours'),
  LOYALTY_SESSION_EXPIRED: entry(409, 'The loyalty session is too old'),
  CONFIRMATION_CODE_WRONG: entry(403, 'The one-time code is wrong or too old'),
  CUSTOMER_TOKEN_INVALID: entry(422, 'The customer token is not valid'),

  // Orders.
  ORDER_NOT_FOUND: entry(404, 'There is no such order'),
  ORDER_CONFLICT: entry(409, 'The order id is taken by another cart'),
  ORDER_STATE: entry(409, 'The order is past this step'),
  ORDER_EXPIRED: entry(409, 'The reservation has expired'),
  ORDER_DECLINED: entry(409, 'A code was refused; everything else was undone'),
  QUOTE_CHANGED: entry(409, 'The price has changed since it was shown'),
  QUOTE_EXPIRED: entry(409, 'The quote is too old'),
  QUOTE_INVALID: entry(422, 'The quote token is not ours'),
  PERK_REJECTED: entry(409, 'A code cannot be used on this order'),
  PERK_IN_USE: entry(409, 'Another order is being paid with this code'),
  REFUND_EXCEEDED: entry(409, 'More is asked back than was bought'),
  JOURNAL_CONFLICT: entry(409, 'Another process is working on this order', true),

  // Gift codes, as the provider sees them.
  GIFT_CODE_MALFORMED: entry(422, 'The gift code is not in the grammar of codes'),
  GIFT_CODE_NOT_FOUND: entry(404, 'There is no such gift code'),
  GIFT_CODE_NOT_ACTIVE: entry(409, 'The gift code is not active'),

  // Promo codes and loyalty points, as the provider sees them.
  PROMO_NOT_FOUND: entry(404, 'There is no such promo or site, or it belongs to somebody else'),
  PROMO_CODE_TAKEN: entry(409, 'Another promo has this code'),
  PROMO_CONFLICT: entry(409, 'Somebody else changed the promo at the same time'),
  MEMBER_NOT_FOUND: entry(404, 'There is no such loyalty member'),
  POINTS_EXCEEDED: entry(409, 'More points than the member may spend'),
  POINTS_HOLD_NOT_FOUND: entry(409, 'The points are not held any more'),

  // Providers.
  PROVIDER_UNAVAILABLE: entry(503, 'The provider did not answer', true),
  PROVIDER_RATE_LIMITED: entry(503, 'The provider asks to wait', true),
  PROVIDER_PROTOCOL: entry(502, 'The provider answered something that its contract does not know'),
  PROVIDER_AUTH: entry(502, 'The provider does not accept our key'),
  PROVIDER_FUNDS: entry(502, 'The balance at the provider is too low'),
  PROVIDER_REFUSED: entry(502, 'The provider refused the request'),

  // Setup and the unexpected.
  CONFIGURATION: entry(500, 'The configuration is wrong'),
  BODY_ALREADY_READ: entry(500, 'A body parser ran before the middleware: mount it first'),
  NETWORK: entry(503, 'The shop could not be reached', true),
  INTERNAL: entry(500, 'Something went wrong on our side', true),
  UNKNOWN: entry(500, 'The server answered a code that this version does not know'),
} as const satisfies Record<string, ErrorEntry>;

/** Every error code there is. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** Tells whether a string is a code of the table; a newer server may send one that is not. */
export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERROR_CODES, code);
}

function entry(status: number, title: string, retryable = false): ErrorEntry {
  return { status, retryable, title };
}
