import type { Exchange } from './exchange.ts';
import type { FaultOf } from './fault.ts';

/** Points elsewhere. A client that follows sends its key header along. */
export async function redirect({ to, status = 307 }: FaultOf<'redirect'>, { url }: Exchange): Promise<Response> {
  const { host, pathname, search } = new URL(url);
  const toggled = pathname.endsWith('/') ? pathname.slice(0, -1) : `${pathname}/`;
  const location = to === undefined ? `http://${host}${toggled}${search}` : `${to}${pathname}${search}`;
  return new Response(null, { status, headers: { Location: location } });
}
