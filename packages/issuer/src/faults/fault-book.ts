import { wrongOption } from '../foundation/wrong-option.ts';
import { CALLS, type CallName } from './calls.ts';
import { decide } from './decide.ts';
import type { Fault } from './fault.ts';
import { type FaultRule, type FaultState, faultRuleSchema } from './fault-rule.ts';

/** How often a call came, and how often a fault struck it. */
export interface CallCount {
  received: number;
  struck: number;
}

/** The rules that are set, and what they did. It lives in memory: a restart forgets all faults. */
export interface FaultBook {
  /** @throws `CONFIGURATION` naming the field that is wrong */
  set(rule: FaultRule): FaultState;
  list(): FaultState[];
  /** Forgets one rule, or all. @returns How many there were */
  clear(id?: string): number;
  /** Counts a call, and says what is to happen to it. */
  next(call: CallName): Fault | undefined;
  /** Since the issuer was opened. */
  counts(): Record<CallName, CallCount>;
}

/** Makes an empty book. @param random Dice by seed */
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
