import {
  duplicate,
  emptyBody,
  rateLimit,
  redirect,
  rubbishBody,
  serverError,
  staleStatistics,
  strangeRefusal,
  successFalse,
} from './answer-faults.ts';
import { lateEffect, latency, refuse, reset, timeout } from './connection-faults.ts';
import type { Exchange } from './exchange.ts';
import type { Fault, FaultKind, FaultOf } from './fault.ts';
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

/** Applies a fault to a call. @throws A cut connection if the fault gives no answer */
export function strike(fault: Fault, exchange: Exchange): Promise<Response> {
  // TypeScript cannot see that the entry found by `kind` takes a fault of that kind.
  const striker = STRIKERS[fault.kind] as (fault: Fault, exchange: Exchange) => Promise<Response>;
  return striker(fault, exchange);
}
