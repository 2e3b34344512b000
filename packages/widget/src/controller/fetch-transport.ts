import type { PerksTransport } from '@checkout-perks/core/client';

/**
 * Carries requests with the browser's `fetch`: no cookies, no cache, no redirects, nothing of the page's address but its
 * origin.
 *
 * @param endpoint The middleware's mount path, with or without origin
 * @param timeout Longest that a request may take, ms
 */
export function fetchTransport(endpoint: string, timeout = 15_000): PerksTransport {
  return async ({ method, path, body, signal }) => {
    const signals = [AbortSignal.timeout(timeout), ...(signal ? [signal] : [])];
    const response = await fetch(endpoint.replace(/\/+$/, '') + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'strict-origin',
      // Safari before 17.4 has no `any`: there the browser's own timeout must do.
      signal: AbortSignal.any?.(signals) ?? signal ?? null,
    });
    const text = await response.text();
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      // A proxy's page.
    }
    return { status: response.status, json };
  };
}
