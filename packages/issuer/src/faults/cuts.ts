import { cutConnection } from './cut-connection.ts';
import type { Exchange } from './exchange.ts';
import type { FaultOf } from './fault.ts';

/** Takes no connection. */
export async function refuse(_fault: FaultOf<'refuse'>): Promise<Response> {
  throw cutConnection('ECONNREFUSED');
}

/** Breaks the connection, whether it did it or not. */
export async function reset({ strikes }: FaultOf<'reset'>, { serve }: Exchange): Promise<Response> {
  if (strikes === 'after') await serve();
  throw cutConnection();
}
