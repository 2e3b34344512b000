/** Safeguards of the order code, and how each is taken out. */
export const MUTATIONS = [
  {
    name: 'the journal write before send',
    patches: [{ file: 'orders/run-effect.ts', from: 'if (!(await update(effect, written))) return;', to: '' }],
  },
  {
    name: 'the probe',
    patches: [
      {
        file: 'orders/run-effect.ts',
        from: 'probe = await work.probe();',
        to: "probe = { outcome: 'notApplied' } as Probe;",
      },
    ],
  },
  {
    name: 'the lock on promo: its limit',
    patches: [
      {
        file: 'orders/promo-uses.ts',
        from: "if (limit !== undefined && (await countUses(tx, promo)) + used >= limit) return 'discount_code_exhausted';",
        to: '',
      },
    ],
  },
  {
    name: 'the lock on promo: once per person',
    patches: [{ file: 'orders/promo-uses.ts', from: "if (known) return 'discount_code_user_ineligible';", to: 'if (known) return undefined;' }],
  },
  {
    name: 'the lock on a gift code',
    patches: [{ file: 'orders/commit.ts', from: "else if (!(await holdsAll(tx, orderId))) event = 'lose';", to: '' }],
  },
  {
    name: 'the lease',
    patches: [{ file: 'orders/run-order.ts', from: "where('lease_until', '<=', now),", to: "where('lease_until', '>=', 0)," }],
  },
  {
    name: 'the lease check before a write',
    patches: [
      {
        file: 'orders/write-effect.ts',
        from: 'if (!(await extendLease(tx, holder, effect.order_id))) return false;',
        to: '',
      },
    ],
  },
  {
    name: 'one at a time',
    patches: [
      {
        file: 'orders/run-effect.ts',
        from: 'if (!(await journal.transact((tx) => takeSerial(tx, options, work.serial, effect)))) {',
        to: 'if (false) {',
      },
    ],
  },
  {
    name: "the remainder's undo",
    patches: [{ file: 'orders/run-order.ts', from: "await planIssues(tx, options, order, 'undo', spent);", to: '' }],
  },
  {
    name: 'the release of points',
    patches: [
      {
        file: 'orders/run-order.ts',
        from: 'if (held.length > 0) await planRelease(tx, options, file.order, held);',
        to: 'if (held.length > 0) return;',
      },
    ],
  },
];
