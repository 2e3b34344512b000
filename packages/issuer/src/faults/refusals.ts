import type { Provider } from './calls.ts';
import type { Exchange } from './exchange.ts';
import type { FaultOf } from './fault.ts';

/** Answers 5xx, whether it did it or not. */
export async function serverError(
  { strikes, status = 503 }: FaultOf<'serverError'>,
  { serve }: Exchange,
): Promise<Response> {
  if (strikes === 'after') await serve();
  return new Response('Service Unavailable', { status });
}

/** In each provider's manner; none of them documents it. */
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

/** Answers a refusal that calls itself 200. */
export async function successFalse(_fault: FaultOf<'successFalse'>): Promise<Response> {
  return Response.json({ success: false });
}

/** Answers 422 with what no reader of field maps expects. */
export async function strangeRefusal({ form = 'text' }: FaultOf<'strangeRefusal'>): Promise<Response> {
  if (form === 'empty') return new Response(null, { status: 422 });
  return Response.json(form === 'text' ? 'Unprocessable' : ['Unprocessable', { code: 7 }], { status: 422 });
}
