import { inspect } from 'node:util';
import { expectNoSecrets } from '@checkout-perks/test-kit/secrets';
import { afterEach, describe, expect, it } from 'vitest';
import { type RecordingServer, sendJson, startRecordingServer } from '../../test/recording-server.ts';
import { createPerksClient } from './create-perks-client.ts';
import { PerksProblem } from './perks-problem.ts';

const NEW_CODE = 'NEWGIFTCODE7Q3X9Z';
const quote = {
  id: 'q-2',
  currency: 'RUB',
  lines: [],
  goods: 10_000,
  delivery: 0,
  steps: [],
  codes: [],
  discountTotal: 0,
  tenderTotal: 0,
  total: 10_000,
  amountDue: 10_000,
  provisional: false,
  expiresAt: '2025-01-20T12:15:00.000Z',
};
const order = {
  orderId: 'A-1',
  state: 'declined',
  currency: 'RUB',
  quote,
  total: 10_000,
  amountDue: 10_000,
  gifts: [],
  returned: [{ amount: 5000, currency: 'RUB', status: 'issued', code: NEW_CODE }],
  createdAt: '2025-01-20T12:00:00.000Z',
  updatedAt: '2025-01-20T12:00:00.000Z',
};

const servers: RecordingServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function refusedWith(facts: object): Promise<PerksProblem> {
  const problem = { type: 'about:blank', title: '-', status: 409, code: 'ORDER_DECLINED', requestId: 'r-1', ...facts };
  const server = await startRecordingServer((response) => sendJson(response, 409, problem));
  servers.push(server);
  const client = createPerksClient({ baseUrl: server.origin, merchantSecret: 'merchant-secret' });
  const thrown: unknown = await client.commit('A-1').catch((error: unknown) => error);
  if (!(thrown instanceof PerksProblem)) throw new Error('expected a PerksProblem');
  return thrown;
}

describe('PerksProblem', () => {
  it('brings what holds now', async () => {
    const thrown = await refusedWith({ quote, token: 't-2', order });
    expect(thrown.code).toBe('ORDER_DECLINED');
    expect(thrown.quote).toEqual(quote);
    expect(thrown.token).toBe('t-2');
    expect(thrown.order?.returned[0]?.code).toBe(NEW_CODE);
  });

  it('shows none of it to a log', async () => {
    const thrown = await refusedWith({ order });
    const logged = [String(thrown), thrown.stack, JSON.stringify(thrown), inspect(thrown, { depth: null })].join('\n');
    expectNoSecrets(logged, [NEW_CODE]);
  });

  it('keeps its code when what it brings cannot be read', async () => {
    const thrown = await refusedWith({ order: { orderId: 7 } });
    expect(thrown.code).toBe('ORDER_DECLINED');
    expect(thrown.order).toBeUndefined();
  });
});
