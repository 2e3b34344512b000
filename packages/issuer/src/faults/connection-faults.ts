import { cutConnection } from './cut-connection.ts';
import type { Exchange } from './exchange.ts';
import type { FaultOf } from './fault.ts';

/** Longer than any client waits for an answer, ms: Mottor's own samples wait 60 s. */
const FOR_EVER = 120_000;

/** Serves the call after a delay. */
export async function latency({ ms }: FaultOf<'latency'>, { wait, serve }: Exchange): Promise<Response> {
  await wait(ms);
  return serve();
}

/** Never answers; serves the call or not. */
export async function timeout(
  { strikes, ms = FOR_EVER }: FaultOf<'timeout'>,
  { outwait, serve }: Exchange,
): Promise<Response> {
  if (strikes === 'after') await serve();
  await outwait(ms);
  throw cutConnection();
}

/** Serves the call after the client has given up. */
export async function lateEffect(
  { ms, answer = 'none' }: FaultOf<'lateEffect'>,
  { later, wait, outwait, serve }: Exchange,
): Promise<Response> {
  later(async () => {
    await wait(ms);
    await serve();
  });
  if (answer === 'none') await outwait(FOR_EVER);
  throw cutConnection();
}

/** Refuses the connection. */
export async function refuse(_fault: FaultOf<'refuse'>): Promise<Response> {
  throw cutConnection('ECONNREFUSED');
}

/** Breaks the connection before or after serving the call. */
export async function reset({ strikes }: FaultOf<'reset'>, { serve }: Exchange): Promise<Response> {
  if (strikes === 'after') await serve();
  throw cutConnection();
}
