import { describe, expect, it } from 'vitest';
import { DIFFERENCE_CAUSES, reconcileRequest, reconciliation } from './reconciliation.ts';

const answered = {
  from: '2026-10-01T00:00:00.000Z',
  to: '2026-11-01T00:00:00.000Z',
  checked: {
    activations: { provider: 2, journal: 1 },
    issues: { provider: 0, journal: 0 },
    promos: { promos: 0, journal: 0, provider: 0 },
    points: { journal: 0 },
    inFlight: 0,
  },
  differences: [
    {
      kind: 'activation',
      cause: 'not_in_journal',
      provider: 'v-dar',
      amount: 50_000,
      currency: 'RUB',
      at: '2026-10-03T10:00:00.000Z',
      details: { operation: 'op-1', mayBelongTo: ['o-1'] },
    },
  ],
  omitted: 0,
  notCompared: [{ kind: 'points', provider: 'loyalclient', reason: 'no_list' }],
};

describe('reconcileRequest', () => {
  it.each([{}, { since: '2026-10-01' }, { since: '2026-10-01T00:00:00Z', until: '2026-11-01T00:00:00+03:00' }])(
    'takes %j',
    (request) => expect(reconcileRequest.parse(request)).toEqual(request),
  );

  it.each([
    { since: 'October' },
    { since: '2026-10-01T00:00:00' },
    { until: '2026-13-01' },
    { since: '' },
    { since: 1 },
    { from: '2026-10-01' },
  ])('does not take %j', (request) => expect(reconcileRequest.safeParse(request).success).toBe(false));
});

describe('reconciliation', () => {
  it('reads what a newer server says of causes, kinds and fields', () => {
    const [one] = answered.differences;
    const newer = { ...answered, differences: [{ ...one, kind: 'stamp', cause: 'eclipse', mood: 'calm' }], weather: 1 };
    expect(reconciliation.parse(answered)).toEqual(answered);
    expect(reconciliation.parse(newer).differences[0]).toMatchObject({ kind: 'stamp', cause: 'eclipse' });
    expect(new Set(DIFFERENCE_CAUSES).size).toBe(DIFFERENCE_CAUSES.length);
  });
});
