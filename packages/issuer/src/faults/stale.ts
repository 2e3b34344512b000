import type { Exchange } from './exchange.ts';
import type { FaultOf } from './fault.ts';

/** Answers as a copy would that is behind. */
export function staleStatistics({ ms }: FaultOf<'staleStatistics'>, { serveAsOf }: Exchange): Promise<Response> {
  return serveAsOf(ms);
}
