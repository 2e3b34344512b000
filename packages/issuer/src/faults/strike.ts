import { emptyBody, rubbishBody } from './bodies.ts';
import { refuse, reset } from './cuts.ts';
import { lateEffect, latency, timeout } from './delays.ts';
import { duplicate } from './duplicate.ts';
import type { Exchange } from './exchange.ts';
import type { Fault, FaultKind, FaultOf } from './fault.ts';
import { redirect } from './redirect.ts';
import { rateLimit, serverError, strangeRefusal, successFalse } from './refusals.ts';
import { staleStatistics } from './stale.ts';
import { decimalStrings, unknownEnum, unknownFields } from './strange-values.ts';

type Strikers = { [Kind in FaultKind]: (fault: FaultOf<Kind>, exchange: Exchange) => Promise<Response> };

const STRIKERS: Strikers = {
  latency,
  refuse,
  reset,
  timeout,
  lateEffect,
  serverError,
  duplicate,
  redirect,
  rateLimit,
  rubbishBody,
  emptyBody,
  decimalStrings,
  unknownEnum,
  unknownFields,
  successFalse,
  strangeRefusal,
  staleStatistics,
};

/** Lets a fault have its way with a call. @throws A cut connection where the fault gives no answer */
export function strike(fault: Fault, exchange: Exchange): Promise<Response> {
  // One table entry fits one kind of fault, which TypeScript cannot follow through the lookup.
  const striker = STRIKERS[fault.kind] as (fault: Fault, exchange: Exchange) => Promise<Response>;
  return striker(fault, exchange);
}
