import type { Provider } from './calls.ts';
import type { Exchange } from './exchange.ts';
import type { FaultOf } from './fault.ts';

/** Answers 5xx before or after serving the call. */
export async function serverError(
  { strikes, status = 503 }: FaultOf<'serverError'>,
  { serve }: Exchange,
): Promise<Response> {
  if (strikes === 'after') await serve();
  return new Response('Service Unavailable', { status });
}

/** Bodies of a 429 in each provider's style; none of them documents it. */
const TOO_MANY: Record<Provider, unknown> = {
  'v-dar': { detail: 'Too Many Requests' },
  mottor: { title: 'too many requests', error: 0, code: 429 },
  loyalclient: { error: 'Too many requests.' },
};

/** Answers 429. */
export async function rateLimit(
  { retryAfter = 1, asDate = false }: FaultOf<'rateLimit'>,
  { provider, now }: Exchange,
): Promise<Response> {
  const when = asDate ? new Date(now() + retryAfter * 1000).toUTCString() : String(retryAfter);
  return Response.json(TOO_MANY[provider], { status: 429, headers: { 'Retry-After': when } });
}

/** Answers a refusal with status 200. */
export async function successFalse(_fault: FaultOf<'successFalse'>): Promise<Response> {
  return Response.json({ success: false });
}

/** Answers 422 with a body that is not a map of fields. */
export async function strangeRefusal({ form = 'text' }: FaultOf<'strangeRefusal'>): Promise<Response> {
  if (form === 'empty') return new Response(null, { status: 422 });
  return Response.json(form === 'text' ? 'Unprocessable' : ['Unprocessable', { code: 7 }], { status: 422 });
}

const PAGE = '<!doctype html><title>Error</title><h1>Something is broken</h1>';
/** Invalid UTF-8: an unfinished three-byte character. */
const NO_TEXT = new Uint8Array([0x7b, 0x22, 0xe2, 0x82]);

/** Serves the call, and answers with a body that cannot be parsed. */
export async function rubbishBody({ form = 'html' }: FaultOf<'rubbishBody'>, { serve }: Exchange): Promise<Response> {
  const answer = await serve();
  const text = await answer.text();
  // A 204 must not have a body.
  const status = answer.status === 204 ? 200 : answer.status;
  if (form === 'html') return new Response(PAGE, { status, headers: { 'Content-Type': 'text/html' } });
  const body = form === 'bytes' ? NO_TEXT : text.slice(0, Math.ceil(text.length / 2));
  return new Response(body, { status, headers: { 'Content-Type': 'application/json' } });
}

/** Serves the call, and answers without a body. */
export async function emptyBody(_fault: FaultOf<'emptyBody'>, { serve }: Exchange): Promise<Response> {
  const { status } = await serve();
  return new Response(null, { status, headers: { 'Content-Type': 'application/json' } });
}

/** Redirects elsewhere. A client that follows sends its key to the new address. */
export async function redirect({ to, status = 307 }: FaultOf<'redirect'>, { url }: Exchange): Promise<Response> {
  const { host, pathname, search } = new URL(url);
  const toggled = pathname.endsWith('/') ? pathname.slice(0, -1) : `${pathname}/`;
  const location = to === undefined ? `http://${host}${toggled}${search}` : `${to}${pathname}${search}`;
  return new Response(null, { status, headers: { Location: location } });
}

/** Serves the call twice. */
export async function duplicate({ answer = 'first' }: FaultOf<'duplicate'>, { serve }: Exchange): Promise<Response> {
  const first = await serve();
  // The first call must be over before the second begins.
  const body = await first.arrayBuffer();
  const last = await serve();
  if (answer === 'last') return last;
  const { status, headers } = first;
  return new Response(body.byteLength === 0 ? null : body, { status, headers });
}

/** Answers with older data, as a lagging replica would. */
export function staleStatistics({ ms }: FaultOf<'staleStatistics'>, { serveAsOf }: Exchange): Promise<Response> {
  return serveAsOf(ms);
}
