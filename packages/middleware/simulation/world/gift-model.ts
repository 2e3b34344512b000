import { PerksError } from '@checkout-perks/core/errors';
import type { GiftCheck, GiftProvider, GiftStatus } from '@checkout-perks/core/providers';
import type { Script } from '../scripts/script.ts';
import type { Machine } from './machine.ts';
import type { VirtualTime } from './virtual-time.ts';
import { TIMEOUT, type Wire } from './wire.ts';

/** A code as the provider keeps it. */
export interface ModelCode {
  id: string;
  code: string;
  amount: number;
  status: GiftStatus;
  expiresAt: number;
  createdAt: number;
  /** Our own reference, of codes that the shop has issued. */
  reference?: string;
  /** The operation by which the shop has spent it. */
  operation?: string;
}

/** An activation that the shop's own key made. */
export interface ModelActivation {
  id: string;
  code: string;
  amount: number;
  at: number;
}

/** The provider of gift codes: a code is activated whole and once, and nothing has an idempotency key. */
export interface GiftModel {
  codes: Map<string, ModelCode>;
  activations: ModelActivation[];
  /** The code that was issued under a reference of ours, if it was. */
  issuedAs(reference: string): ModelCode | undefined;
  /** Somebody else spends a code, or calls it back. */
  end(code: string, status: 'activated' | 'deactivated'): void;
  /** The provider as one process of the shop reaches it. */
  providerFor(machine: Machine): GiftProvider;
}

const CURRENCY = 'RUB';
const LIFE = 365 * 24 * 3600_000;

/** The code that was sold as the n-th of a history. */
export function giftCode(index: number): string {
  return `GIFT${String(index).padStart(4, '0')}`;
}

/** Makes the provider of gift codes. */
export function createGiftModel(script: Script, time: VirtualTime, wire: Wire, epoch: number): GiftModel {
  const codes = new Map<string, ModelCode>();
  const activations: ModelActivation[] = [];
  const now = () => epoch + time.now();
  let made = 0;
  let balance = 1_000_000_000;

  function add(code: string, amount: number, expiresAt: number, reference?: string): ModelCode {
    made += 1;
    const added: ModelCode = {
      id: `code-${made}`,
      code,
      amount,
      status: 'active',
      expiresAt,
      createdAt: now(),
      ...(reference === undefined ? {} : { reference }),
    };
    codes.set(code, added);
    return added;
  }
  script.gifts.forEach(({ value }, index) => void add(giftCode(index), value, epoch + LIFE));

  function find(code: string): ModelCode | undefined {
    const found = codes.get(code);
    if (found?.status === 'active' && found.expiresAt <= now()) found.status = 'expired';
    return found;
  }

  function check(code: string): GiftCheck {
    const found = find(code);
    if (!found) return { found: false };
    const { status, amount, expiresAt } = found;
    return { found: true, usable: status === 'active', status, amount, currency: CURRENCY, expiresAt };
  }

  function activate(code: string) {
    const found = find(code);
    if (!found) throw new PerksError('GIFT_CODE_NOT_FOUND', { outcome: 'notApplied' });
    if (found.status !== 'active') throw new PerksError('GIFT_CODE_NOT_ACTIVE', { outcome: 'notApplied' });
    found.status = 'activated';
    const id = `operation-${activations.length + 1}`;
    found.operation = id;
    activations.push({ id, code, amount: found.amount, at: now() });
    balance += found.amount;
    return { operationId: id, amount: found.amount, currency: CURRENCY };
  }

  const mark = () => String(now());
  /** Whether a list shows now what it did not show when the mark was made. */
  const fresh = (at: number, lag: number, after: string) => at + lag <= now() && at + lag > Number(after);

  function recordOf({ id, code, amount, status, createdAt, reference }: ModelCode) {
    const named = script.providers.namesShown && reference !== undefined ? { reference } : {};
    return { id, code, amount, currency: CURRENCY, usable: status === 'active', createdAt, ...named };
  }

  return {
    codes,
    activations,
    issuedAs: (reference) => [...codes.values()].find((one) => one.reference === reference),
    end(code, status) {
      const found = find(code);
      if (found?.status === 'active') found.status = status;
    },
    providerFor: (machine) => ({
      name: 'gifts',
      timeoutMs: TIMEOUT,
      check: (code) => wire.call(machine, 'check', () => check(code)),
      activate: (code) => wire.call(machine, 'activate', () => activate(code)),
      issue: ({ amount, currency, reference, validFor }) =>
        wire.call(machine, 'issue', () => {
          const { id, code, expiresAt } = add(`NEW${made}X${amount}`, amount, now() + validFor, reference);
          balance -= amount;
          return { id, code, amount, currency, expiresAt };
        }),
      balance: () => wire.call(machine, 'balance', () => ({ amount: balance, currency: CURRENCY })),
      markActivations: () => wire.call(machine, 'markActivations', mark),
      activationsAfter: (after, amount) =>
        wire.call(machine, 'activations', () =>
          activations
            .filter((one) => fresh(one.at, script.providers.listLag, after) && one.amount === (amount ?? one.amount))
            .map((one) => ({ operationId: one.id, amount: one.amount, currency: CURRENCY, createdAt: one.at })),
        ),
      markIssues: () => wire.call(machine, 'markIssues', mark),
      issuesAfter: (after, amount) =>
        wire.call(machine, 'issues', () =>
          [...codes.values()]
            .filter((one) => one.reference !== undefined && one.amount === (amount ?? one.amount))
            .filter((one) => fresh(one.createdAt, script.providers.codesLag, after))
            .map(recordOf),
        ),
      activations: nothing,
      issues: nothing,
    }),
  };
}

/** Books are not compared here. */
async function* nothing(): AsyncIterable<never> {}
