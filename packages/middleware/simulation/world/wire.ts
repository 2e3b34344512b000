import { PerksError } from '@checkout-perks/core/errors';
import type { CallName, FaultKind, Script } from '../scripts/script.ts';
import { randomAt } from '../scripts/seeded-random.ts';
import type { Figures } from './figures.ts';
import type { Machine } from './machine.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Longest that a call may take, ms. */
export const TIMEOUT = 4000;
/** How long after a send its effect may still arrive, ms; what is late comes within it, with room for clocks that differ. */
export const GRACE = 10_000;
const LATEST = 2500;

/** The way between the machines of the shop and a provider, on which things get lost. */
export interface Wire {
  /** Has something done at a provider. Once it is sent it arrives, also when its sender dies. */
  call<T>(machine: Machine, name: CallName, work: () => T): Promise<T>;
  /** How many writes are on their way. */
  underWay(): number;
}

const WRITES: ReadonlySet<CallName> = new Set(['activate', 'issue', 'hold', 'release', 'operate']);

/** Makes a wire on which the faults of a script strike. */
export function createWire(script: Script, time: VirtualTime, figures: Figures, trace: (line: string) => void): Wire {
  const counts = new Map<CallName, number>();
  let underWay = 0;

  async function call<T>(machine: Machine, name: CallName, work: () => T): Promise<T> {
    if (!machine.alive()) return machine.never();
    const nth = counts.get(name) ?? 0;
    counts.set(name, nth + 1);
    const fault = script.faults.find((one) => one.call === name && one.nth === nth)?.kind;
    if (fault) figures.count('fault', `${name} ${fault}`);
    trace(`${machine.name} ${name}#${nth}${fault ? ` ${fault}` : ''}`);
    const write = WRITES.has(name);
    if (write) underWay += 1;
    const ended = () => {
      if (write) underWay -= 1;
    };
    const answer = new Promise<T>((resolve, reject) => {
      const ways = { there: way(name, nth, 0), back: way(name, nth, 1), lateness: lateness(name, nth) };
      send({ fault, ways, name, nth, work, resolve, reject, ended });
    });
    return machine.while(answer);
  }

  function way(name: CallName, nth: number, direction: number): number {
    return 1 + Math.floor(60 * randomAt(script.seed, `way ${name} ${direction}`, nth) ** 2);
  }

  function lateness(name: CallName, nth: number): number {
    return Math.floor(LATEST * randomAt(script.seed, `late ${name}`, nth));
  }

  function send<T>(sent: Sent<T>): void {
    const { fault, ways, name, nth, work, resolve, reject, ended } = sent;
    const perform = (): { value: T } | { thrown: unknown } => {
      try {
        const value = work();
        trace(`provider ${name}#${nth} done`);
        return { value };
      } catch (thrown) {
        trace(`provider ${name}#${nth} ${thrown instanceof PerksError ? thrown.code : 'broke'}`);
        return { thrown };
      }
    };
    const fail = (ms: number, error: PerksError) => time.after(ms, () => reject(error));
    const unknown = (code: 'PROVIDER_UNAVAILABLE' | 'PROVIDER_PROTOCOL') =>
      new PerksError(code, { outcome: 'unknown' });
    const nothing = (ms: number, error: PerksError) => {
      fail(ms, error);
      ended();
    };
    /** Does it after the way there, and then has the sender told otherwise. */
    const lose = (tellAfter: number, error: PerksError) => {
      time.after(ways.there, () => {
        const done = perform();
        ended();
        // A refusal is as lost as any other answer.
        if ('value' in done || fault !== 'rubbish') fail(tellAfter, error);
        else reject(done.thrown);
      });
    };
    switch (fault) {
      case 'unreachable':
        nothing(1, new PerksError('PROVIDER_UNAVAILABLE', { outcome: 'notApplied' }));
        break;
      case 'rateLimited':
        nothing(ways.there, new PerksError('PROVIDER_RATE_LIMITED', { outcome: 'notApplied', retryAfter: 1 }));
        break;
      case 'refused':
        nothing(ways.there, new PerksError('PROVIDER_REFUSED', { outcome: 'notApplied' }));
        break;
      case 'lostRequest':
        nothing(TIMEOUT, unknown('PROVIDER_UNAVAILABLE'));
        break;
      case 'failsBefore':
        nothing(ways.there, unknown('PROVIDER_UNAVAILABLE'));
        break;
      case 'failsAfter':
      case 'lostAnswer':
        lose(ways.back, unknown('PROVIDER_UNAVAILABLE'));
        break;
      case 'rubbish':
        lose(ways.back, unknown('PROVIDER_PROTOCOL'));
        break;
      case 'hangs':
        lose(TIMEOUT - ways.there, unknown('PROVIDER_UNAVAILABLE'));
        break;
      case 'late':
        fail(TIMEOUT, unknown('PROVIDER_UNAVAILABLE'));
        time.after(TIMEOUT + ways.lateness, () => {
          perform();
          ended();
        });
        break;
      default: {
        const slow = fault === 'slow' ? Math.floor(TIMEOUT * 0.8) : 0;
        time.after(ways.there, () => {
          const done = perform();
          time.after(ways.back + slow, () => {
            ended();
            if ('value' in done) resolve(done.value);
            else reject(done.thrown);
          });
        });
      }
    }
  }

  return { call, underWay: () => underWay };
}

interface Sent<T> {
  fault: FaultKind | undefined;
  ways: { there: number; back: number; lateness: number };
  name: CallName;
  nth: number;
  work: () => T;
  resolve: (value: T) => void;
  reject: (thrown: unknown) => void;
  ended: () => void;
}
