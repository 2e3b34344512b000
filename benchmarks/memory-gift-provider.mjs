import { PerksError } from '@checkout-perks/core/errors';

/**
 * A provider of gift codes in this process's memory, as fast as one can be, so that what is measured is our own part.
 */
export function createMemoryGiftProvider() {
  const codes = new Map();
  const activations = [];
  const issues = [];
  const ofAmount = (amount) => (record) => amount === undefined || record.amount === amount;

  return {
    name: 'memory',
    timeoutMs: 10_000,
    /** Puts a code in, worth this in minor units. */
    add(code, amount) {
      codes.set(code, { amount, active: true });
    },
    async check(code) {
      const found = codes.get(code);
      if (!found) return { found: false };
      const status = found.active ? 'active' : 'activated';
      return { found: true, usable: found.active, status, amount: found.amount, currency: 'RUB' };
    },
    async activate(code) {
      const found = codes.get(code);
      if (!found?.active) throw new PerksError('GIFT_CODE_NOT_ACTIVE', { outcome: 'notApplied' });
      found.active = false;
      const record = { operationId: `operation-${activations.length}`, amount: found.amount, currency: 'RUB' };
      activations.push(record);
      return record;
    },
    async issue({ amount, currency, reference }) {
      const id = `code-${issues.length}`;
      const record = { id, code: `NEW${issues.length}`, amount, currency, usable: true, reference };
      issues.push(record);
      codes.set(record.code, { amount, active: true });
      return record;
    },
    balance: async () => ({ amount: 0, currency: 'RUB' }),
    markActivations: async () => String(activations.length),
    activationsAfter: async (mark, amount) => activations.slice(Number(mark)).filter(ofAmount(amount)),
    markIssues: async () => String(issues.length),
    issuesAfter: async (mark, amount) => issues.slice(Number(mark)).filter(ofAmount(amount)),
    async *activations() {
      yield* activations;
    },
    async *issues() {
      yield* issues;
    },
  };
}
