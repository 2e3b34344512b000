/** Header of requests whose caller can give up on demand, and of the answer that demands it. */
export const GIVES_UP = 'x-gives-up';

/**
 * A `fetch` for providers behind a faulty proxy. It fails as it does when its timer rings, but when the proxy says so, so that
 * no test waits for a clock and no call of a busy machine runs out of time.
 */
export async function fetchGivingUp(request: Request): Promise<Response> {
  request.headers.set(GIVES_UP, 'on demand');
  const response = await fetch(request);
  if (!response.headers.has(GIVES_UP)) return response;
  await response.body?.cancel();
  throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
}
