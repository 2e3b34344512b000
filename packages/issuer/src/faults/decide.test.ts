import { describe, expect, it } from 'vitest';
import type { CallName } from './calls.ts';
import { decide } from './decide.ts';
import type { FaultState } from './fault-rule.ts';

const rule = (fields: Partial<FaultState> = {}): FaultState => ({
  id: 'fault-1',
  on: 'v-dar.activate',
  fault: { kind: 'refuse' },
  seen: 0,
  struck: 0,
  ...fields,
});

const never = () => {
  throw new Error('decide must not draw here');
};

describe('decide', () => {
  it.each<[FaultState['on'], CallName, boolean]>([
    ['v-dar.activate', 'v-dar.activate', true],
    ['v-dar.activate', 'v-dar.generate', false],
    ['v-dar', 'v-dar.generate', true],
    ['v-dar', 'mottor.get', false],
    ['*', 'loyalclient.retail', true],
  ])('%s fits %s: %s', (on, call, fits) => {
    const decision = decide([rule({ on, times: 2 })], call, never);
    expect(decision.fault).toStrictEqual(fits ? { kind: 'refuse' } : undefined);
    expect(decision.rules).toMatchObject([{ seen: fits ? 1 : 0, struck: fits ? 1 : 0 }]);
  });

  it('removes a spent rule, and does not change its arguments', () => {
    const rules = [rule()];
    expect(decide(rules, 'v-dar.activate', never)).toStrictEqual({ fault: { kind: 'refuse' }, rules: [] });
    expect(rules).toStrictEqual([rule()]);
  });

  it('lets only the first rule strike, and does not count the call for others', () => {
    const second = rule({ id: 'fault-2', fault: { kind: 'emptyBody' }, skip: 1 });
    const { fault, rules } = decide([rule(), second], 'v-dar.activate', never);
    expect([fault, rules]).toStrictEqual([{ kind: 'refuse' }, [second]]);
  });

  it('applies the next rule if the first skips the call', () => {
    const second = rule({ id: 'fault-2', fault: { kind: 'emptyBody' } });
    const { fault, rules } = decide([rule({ skip: 1 }), second], 'v-dar.activate', never);
    expect([fault, rules]).toStrictEqual([{ kind: 'emptyBody' }, [rule({ skip: 1, seen: 1 })]]);
  });

  it('draws only after the skipped calls, and strikes below the probability', () => {
    const half = rule({ probability: 0.5, skip: 1 });
    const [skipped] = decide([half], 'v-dar.activate', never).rules;
    expect(skipped).toMatchObject({ seen: 1, struck: 0 });
    const with_ = (dice: number) => decide([skipped ?? half], 'v-dar.activate', () => dice);
    expect(with_(0.49)).toMatchObject({ fault: { kind: 'refuse' }, rules: [{ seen: 2, struck: 1 }] });
    expect(with_(0.5)).toMatchObject({ rules: [{ seen: 2, struck: 0 }] });
    expect(with_(0.5).fault).toBeUndefined();
  });

  it('ends a rule with a probability after its times, if it has any', () => {
    const always = (times?: number) => decide([rule({ probability: 1, times, struck: 4 })], 'v-dar.activate', () => 0);
    expect(always().rules).toHaveLength(1);
    expect(always(5).rules).toHaveLength(0);
    expect(always(6).rules).toHaveLength(1);
  });
});
