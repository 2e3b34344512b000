import type { RequestInfo } from './client-address.ts';

/** What every route finds in its context. */
export interface HandlerEnv {
  Variables: { requestId: string };
  Bindings: RequestInfo;
}
