import { type CallName, getProvider } from './calls.ts';
import type { Fault } from './fault.ts';
import type { FaultState } from './fault-rule.ts';

/** What is to happen to a call, and the rules as they are afterwards. */
export interface Decision {
  fault?: Fault;
  rules: FaultState[];
}

/**
 * Decides whether a call is struck: by the first rule that fits, has let pass what it should, and whose dice say so. A spent
 * rule is left out. The rules passed in are not changed.
 *
 * @param draw Throws the dice of one rule, 0 to 1; asked only where there is something to decide
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
