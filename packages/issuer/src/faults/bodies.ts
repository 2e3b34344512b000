import type { Exchange } from './exchange.ts';
import type { FaultOf } from './fault.ts';

const PAGE = '<!doctype html><title>Error</title><h1>Something is broken</h1>';
/** Begins a three-byte letter and does not end it. */
const NO_TEXT = new Uint8Array([0x7b, 0x22, 0xe2, 0x82]);

/** Does it, and answers what nobody can read. */
export async function rubbishBody({ form = 'html' }: FaultOf<'rubbishBody'>, { serve }: Exchange): Promise<Response> {
  const answer = await serve();
  const text = await answer.text();
  // A status of 204 allows no body at all.
  const status = answer.status === 204 ? 200 : answer.status;
  if (form === 'html') return new Response(PAGE, { status, headers: { 'Content-Type': 'text/html' } });
  const body = form === 'bytes' ? NO_TEXT : text.slice(0, Math.ceil(text.length / 2));
  return new Response(body, { status, headers: { 'Content-Type': 'application/json' } });
}

/** Does it, and answers nothing. */
export async function emptyBody(_fault: FaultOf<'emptyBody'>, { serve }: Exchange): Promise<Response> {
  const { status } = await serve();
  return new Response(null, { status, headers: { 'Content-Type': 'application/json' } });
}
