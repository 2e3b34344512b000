/** What every answer carries; the same as Hono's `secureHeaders()`, and that nobody may store it. */
const STANDING = {
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=15552000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'SAMEORIGIN',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
  'cache-control': 'no-store',
};

/** Which headers a page may read. */
export const EXPOSED = ['retry-after', 'x-request-id'];

const OF_BROWSER_ROUTES = [
  ...Object.entries(STANDING).flat(),
  ...['access-control-expose-headers', EXPOSED.join(',')],
  ...['vary', 'Origin'],
];

/**
 * The headers that every answer of a browser's route has, names and values in turn; see {@link PlainAnswer}.
 *
 * @param allowedOrigins Origins whose pages may read the answer
 * @param origin The page's origin, if it says one
 */
export function answerHeaders(allowedOrigins: readonly string[], origin: string | null, requestId: string): string[] {
  const mayRead = origin !== null && allowedOrigins.includes(origin);
  const access = mayRead ? ['access-control-allow-origin', origin] : [];
  return [...OF_BROWSER_ROUTES, ...access, 'x-request-id', requestId];
}
