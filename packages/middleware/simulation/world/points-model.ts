import { PerksError } from '@checkout-perks/core/errors';
import type { Member, PointsProvider } from '@checkout-perks/core/providers';
import type { Script } from '../scripts/script.ts';
import type { Machine } from './machine.ts';
import type { VirtualTime } from './virtual-time.ts';
import { TIMEOUT, type Wire } from './wire.ts';

/** A member's account. Hundredths of points, because the provider may keep fractions. */
export interface ModelMember {
  id: string;
  search: string;
  ledger: number;
  kind: 'cashback' | 'discount';
  basisPoints: number;
  maxSpendBasisPoints: number;
}

/** Points held. */
export interface ModelHold {
  id: string;
  member: string;
  till: string;
  points: number;
  until: number;
  state: 'active' | 'released' | 'consumed' | 'autoReleased';
}

/** A purchase recorded at the shop's own till. */
export interface ModelOperation {
  member: string;
  /** Minor units. */
  amount: number;
  spend: number;
  earned: number;
  at: number;
}

/** The provider of points: no idempotency key, no list of operations, no refund. */
export interface PointsModel {
  members: ModelMember[];
  holds: ModelHold[];
  /** What was recorded at the shop's own till. */
  operations: ModelOperation[];
  /** The same member at another till. */
  rival(member: number, does: 'spends' | 'earns' | 'holds', points: number): void;
  providerFor(machine: Machine): PointsProvider;
}

const OUR_TILL = 'online';

/** What the n-th member of a history types. */
export function memberSearch(index: number): string {
  return `7900000000${index}`;
}

/** What the provider calls the n-th member of a history. */
export function memberId(index: number): string {
  return `member-${index}`;
}

/** Makes the provider of points. */
export function createPointsModel(script: Script, time: VirtualTime, wire: Wire, epoch: number): PointsModel {
  const members = script.members.map(
    (one, index): ModelMember => ({
      id: memberId(index),
      search: memberSearch(index),
      ledger: one.kind === 'discount' ? 0 : Math.round(one.balance * 100),
      kind: one.kind,
      basisPoints: one.basisPoints,
      maxSpendBasisPoints: one.maxSpendBasisPoints,
    }),
  );
  const holds: ModelHold[] = [];
  const operations: ModelOperation[] = [];
  const now = () => epoch + time.now();

  const active = (hold: ModelHold) => hold.state === 'active' && hold.until > now();
  const heldOf = (member: ModelMember) => holds.filter((hold) => hold.member === member.id && active(hold));
  const sum = (some: readonly ModelHold[]) => some.reduce((total, { points }) => total + points * 100, 0);

  /** What can be spent when the listed holds are taken into account: they are added back. */
  function free(member: ModelMember, listed: readonly string[] = []): number {
    return member.ledger - sum(heldOf(member).filter(({ id }) => !listed.includes(id)));
  }

  function byId(id: string): ModelMember {
    const found = members.find((member) => member.id === id);
    if (!found) throw new PerksError('MEMBER_NOT_FOUND', { outcome: 'notApplied' });
    return found;
  }

  function answerOf(member: ModelMember, listed: readonly string[] | undefined): Member {
    const { id, kind, basisPoints, maxSpendBasisPoints } = member;
    return {
      id,
      phone: member.search,
      level: { id: kind, title: kind, basisPoints, kind, maxSpendBasisPoints },
      balance: Math.floor(free(member, listed) / 100),
    };
  }

  /** `amount` in minor units, answers in hundredths of points. */
  function terms(member: ModelMember, amount: number, listed: readonly string[] | undefined) {
    if (member.kind === 'discount') return { maxSpend: 0, earn: 0 };
    const share = Math.floor((amount * member.maxSpendBasisPoints) / 10_000 / 100) * 100;
    return {
      maxSpend: Math.max(0, Math.min(Math.floor(free(member, listed) / 100) * 100, share)),
      earn: Math.floor((amount * member.basisPoints) / 10_000),
    };
  }

  function hold(till: string, member: ModelMember, points: number, minutes: number): ModelHold {
    if (points * 100 > free(member)) throw new PerksError('POINTS_EXCEEDED', { outcome: 'notApplied' });
    const lasts = Math.min(minutes, script.providers.longestHold) * 60_000;
    const id = `hold-${holds.length + 1}`;
    const made: ModelHold = { id, member: member.id, till, points, until: now() + lasts, state: 'active' };
    holds.push(made);
    return made;
  }

  function operate(till: string, member: ModelMember, amount: number, spend: number, listed: readonly string[] = []) {
    const { maxSpend, earn } = terms(member, amount, listed);
    if (spend * 100 > maxSpend) {
      const details = { max: Math.floor(maxSpend / 100) };
      throw new PerksError('POINTS_EXCEEDED', { outcome: 'notApplied', details });
    }
    const earned = spend > 0 ? 0 : earn;
    member.ledger += earned - spend * 100;
    for (const one of holds) {
      if (!active(one)) continue;
      if (listed.includes(one.id)) one.state = 'consumed';
      else if (one.till === till && (script.providers.autoRelease === 'anyMember' || one.member === member.id)) {
        one.state = 'autoReleased';
      }
    }
    const lowered =
      member.kind === 'discount' ? Math.floor((amount * member.basisPoints + 5000) / 10_000) : spend * 100;
    return { total: amount - lowered, earned: Math.floor(earned / 100) };
  }

  return {
    members,
    holds,
    operations,
    rival(index, does, points) {
      const member = members[index];
      if (!member) return;
      try {
        if (does === 'holds') hold('market', member, points, 10);
        else operate('market', member, points * 1000, does === 'spends' ? points : 0);
      } catch {
        // The rival has not so many points.
      }
    },
    providerFor: (machine) => ({
      name: 'points',
      timeoutMs: TIMEOUT,
      identify: (search, listed) =>
        wire.call(machine, 'identify', () => {
          const member = members.find((one) => one.search === search || one.id === search);
          return member ? { found: true as const, member: answerOf(member, listed) } : { found: false as const };
        }),
      calculate: ({ memberId: id, amount, holds: listed }) =>
        wire.call(machine, 'calculate', () => {
          const member = byId(id);
          const { maxSpend, earn } = terms(member, amount, listed);
          const { basisPoints, kind } = member;
          return { maxSpend: Math.floor(maxSpend / 100), earn: Math.floor(earn / 100), basisPoints, kind };
        }),
      hold: ({ memberId: id, points, minutes }) =>
        wire.call(machine, 'hold', () => {
          const made = hold(OUR_TILL, byId(id), points, minutes);
          return { id: made.id, points, until: made.until };
        }),
      release: (id) =>
        wire.call(machine, 'release', () => {
          const found = holds.find((one) => one.id === id);
          if (found && active(found)) found.state = 'released';
        }),
      operate: ({ memberId: id, amount, spend, holds: listed }) =>
        wire.call(machine, 'operate', () => {
          const member = byId(id);
          const { total, earned } = operate(OUR_TILL, member, amount, spend, listed);
          operations.push({ member: id, amount, spend, earned, at: now() });
          const { basisPoints, kind } = member;
          return { total, spent: spend, earned, basisPoints, kind };
        }),
    }),
  };
}
