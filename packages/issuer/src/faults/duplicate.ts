import type { Exchange } from './exchange.ts';
import type { FaultOf } from './fault.ts';

/** Does it twice. */
export async function duplicate({ answer = 'first' }: FaultOf<'duplicate'>, { serve }: Exchange): Promise<Response> {
  const first = await serve();
  // Whole before the second begins, as the answer of a call that was over.
  const body = await first.arrayBuffer();
  const last = await serve();
  if (answer === 'last') return last;
  const { status, headers } = first;
  return new Response(body.byteLength === 0 ? null : body, { status, headers });
}
