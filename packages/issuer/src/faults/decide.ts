import { type CallName, getProvider } from './calls.ts';
import type { Fault } from './fault.ts';
import type { FaultState } from './fault-rule.ts';

/** The fault that strikes a call, if any, and the rules after that call. */
export interface Decision {
  fault?: Fault;
  rules: FaultState[];
}

/**
 * Decides which fault strikes a call. It is the fault of the first rule that matches the call, has skipped enough calls, and
 * passes its random draw. Spent rules are removed from the result. The rules passed in are not changed.
 *
 * @param draw Draws a random number from 0 to 1 for a rule; called only for rules with a probability
 */
export function decide(rules: readonly FaultState[], call: CallName, draw: (rule: FaultState) => number): Decision {
  let fault: Fault | undefined;
  const after = rules.map((rule) => {
    if (fault || !fits(rule, call)) return rule;
    const seen = rule.seen + 1;
    if (seen <= (rule.skip ?? 0)) return { ...rule, seen };
    if (rule.probability !== undefined && draw(rule) >= rule.probability) return { ...rule, seen };
    fault = rule.fault;
    return { ...rule, seen, struck: rule.struck + 1 };
  });
  return { ...(fault ? { fault } : {}), rules: after.filter((rule) => rule.struck < maxStrikes(rule)) };
}

function fits({ on }: FaultState, call: CallName): boolean {
  return on === '*' || on === call || on === getProvider(call);
}

function maxStrikes({ times, probability }: FaultState): number {
  return times ?? (probability === undefined ? 1 : Number.POSITIVE_INFINITY);
}
