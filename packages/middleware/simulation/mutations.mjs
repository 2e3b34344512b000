/** Safeguards of the order code, how each is taken out, and the first seed that was seen to notice it. */
export const MUTATIONS = [
  {
    name: 'the journal write before send',
    seed: 21,
    patches: [
      {
        file: 'orders/running/run-effect.ts',
        from: '? await takeTurn(tx, { work, file, effect }, written)',
        to: '? await takeTurn(tx, { work, file, effect }, {})',
      },
      {
        file: 'orders/running/run-effect.ts',
        from: ': await writeIntent(tx, options, file, effect, written);',
        to: ': { isWritten: true, file };',
      },
      {
        file: 'orders/running/run-effect.ts',
        from: 'effect: { ...effect, ...written } };',
        to: 'effect: { ...effect, ...written, state: effect.state } };',
      },
    ],
  },
  {
    name: 'the probe',
    seed: 21,
    patches: [
      {
        file: 'orders/running/run-effect.ts',
        from: 'probe = await work.probe();',
        to: "probe = { outcome: 'notApplied' } as Probe;",
      },
    ],
  },
  {
    name: 'the lock on promo: its limit',
    seed: 94,
    patches: [
      {
        file: 'promo-limits/promo-uses.ts',
        from: "if (limit !== undefined && (await countUses(tx, promo)) + used >= limit) return 'discount_code_exhausted';",
        to: '',
      },
    ],
  },
  {
    name: 'the lock on promo: once per person',
    seed: 32,
    patches: [
      {
        file: 'promo-limits/promo-uses.ts',
        from: "if (known) return 'discount_code_user_ineligible';",
        to: 'if (known) return undefined;',
      },
    ],
  },
  {
    name: 'the lock on a gift code',
    seed: 309,
    patches: [
      {
        file: 'orders/verbs/commit.ts',
        from: "else if (file.gifts.length > 0 && !(await holdsAll(tx, orderId))) event = 'lose';",
        to: '',
      },
    ],
  },
  {
    name: 'the lease check before a write',
    seed: 1096,
    patches: [
      {
        file: 'orders/storing/write-effect.ts',
        from: 'const isWritten = (await writeOrder(tx, writer, file.order, order)) && (await updateEffect(tx, effect, set));',
        to: 'await writeOrder(tx, writer, file.order, order); const isWritten = await updateEffect(tx, effect, set);',
      },
    ],
  },
  {
    name: 'the look at the time before a send',
    seed: 347,
    patches: [
      {
        file: 'orders/running/run-effect.ts',
        from: 'if (since(begun) > latestStart)',
        to: 'if (false)',
      },
    ],
  },
  {
    name: 'the look whether somebody changed the order',
    seed: 3485,
    patches: [
      {
        file: 'orders/storing/write-order.ts',
        from: ".where('wake_at', '=', wokenBefore)",
        to: '',
      },
      { file: 'orders/storing/write-order.ts', from: ".where('updated_at', '=', updatedBefore)", to: '' },
    ],
  },
  {
    name: 'one at a time',
    seed: 5214,
    patches: [{ file: 'orders/running/run-effect.ts', from: "if (taken === 'others') {", to: 'if (false) {' }],
  },
  {
    name: "the remainder's undo",
    seed: 111,
    patches: [
      { file: 'orders/running/run-order.ts', from: "await planIssues(tx, options, order, 'undo', spent);", to: '' },
    ],
  },
  {
    name: 'the release of points',
    seed: 16,
    patches: [
      {
        file: 'orders/running/run-order.ts',
        from: 'if (held.length > 0) await planRelease(tx, options, file.order, held);',
        to: 'if (held.length > 0) return;',
      },
    ],
  },
];
