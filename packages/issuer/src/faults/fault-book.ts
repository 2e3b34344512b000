import { wrongOption } from '../foundation/wrong-option.ts';
import { CALLS, type CallName } from './calls.ts';
import { decide } from './decide.ts';
import type { Fault } from './fault.ts';
import { type FaultRule, type FaultState, faultRuleSchema } from './fault-rule.ts';

/** How often a call was received, and how often a fault struck it. */
export interface CallCount {
  received: number;
  struck: number;
}

/** The active fault rules and their counts. They are kept in memory: a restart removes all faults. */
export interface FaultBook {
  /** @throws `CONFIGURATION` naming the field that is wrong */
  set(rule: FaultRule): FaultState;
  list(): FaultState[];
  /** Removes one rule, or all. @returns How many were removed */
  clear(id?: string): number;
  /** Counts a call, and returns the fault that strikes it, if any. */
  next(call: CallName): Fault | undefined;
  /** Counts of each call since the issuer was opened. */
  counts(): Record<CallName, CallCount>;
}

/** Creates an empty book. @param random Creates a random generator from a seed */
export function createFaultBook(random: (seed: number) => () => number): FaultBook {
  let rules: FaultState[] = [];
  let last = 0;
  const dice = new Map<string, () => number>();
  const counts = new Map<CallName, CallCount>(CALLS.map((call) => [call, { received: 0, struck: 0 }]));

  function keep(remaining: FaultState[]): void {
    for (const { id } of rules) if (!remaining.some((rule) => rule.id === id)) dice.delete(id);
    rules = remaining;
  }

  return {
    set(rule) {
      const read = faultRuleSchema.safeParse(rule);
      if (!read.success) throw wrongOption(read.error.issues[0]?.path.join('.') || 'fault');
      last += 1;
      const state = { ...read.data, id: `fault-${last}`, seen: 0, struck: 0 };
      dice.set(state.id, random(state.seed ?? 1));
      rules = [...rules, state];
      return { ...state };
    },
    list: () => rules.map((rule) => ({ ...rule })),
    clear(id) {
      const before = rules.length;
      keep(id === undefined ? [] : rules.filter((rule) => rule.id !== id));
      return before - rules.length;
    },
    next(call) {
      const count = counts.get(call);
      if (count) count.received += 1;
      if (rules.length === 0) return undefined;
      const { fault, rules: after } = decide(rules, call, ({ id }) => dice.get(id)?.() ?? 0);
      keep(after);
      if (fault && count) count.struck += 1;
      return fault;
    },
    counts: () =>
      Object.fromEntries([...counts].map(([call, count]) => [call, { ...count }])) as Record<CallName, CallCount>,
  };
}
