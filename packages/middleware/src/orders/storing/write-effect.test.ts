import { openDatabase } from '@checkout-perks/database';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { insertRows } from '../../journal/insert-rows.ts';
import {
  type EffectRecord,
  type Journal,
  type OrderFile,
  type OrderRecord,
  openJournal,
} from '../../journal/journal.ts';
import { createSealer } from '../../secrets/sealer.ts';
import { leaseOf } from './lease.ts';
import { writeIntent, writeOutcome } from './write-effect.ts';
import type { OrderWriter } from './write-order.ts';

const NOW = 1_750_000_000_000;
const LEASE = 30_000;

const reserving: OrderRecord = {
  id: 'o1',
  state: 'reserving',
  request_hash: 'hash',
  quote: '{}',
  currency: 'RUB',
  total: 100,
  amount_due: 100,
  expires_at: NOW + 60_000,
  ...leaseOf({ worker: 'one', lease: LEASE }, NOW),
  reason: null,
  resume_state: null,
  promos: 0,
  points: null,
  refunds: null,
  member: null,
  sealed_member: null,
  created_at: NOW,
  updated_at: NOW,
};
const hold: EffectRecord = {
  order_id: 'o1',
  position: 0,
  kind: 'hold',
  purpose: 'reserve',
  gift_position: null,
  refund: null,
  amount: 0,
  points: 10,
  currency: 'RUB',
  reference: 'r1',
  state: 'planned',
  snapshot: null,
  since: null,
  sent_at: null,
  attempts: 0,
  wake_at: NOW,
  receipt_id: null,
  sealed_receipt: null,
  error: null,
  question: null,
  answer: null,
};
const file: OrderFile = { order: reserving, gifts: [], effects: [hold] };
const intended = { state: 'intended', sent_at: NOW + 10, since: NOW + 10 } as const;

let journal: Journal;
let writer: OrderWriter;

beforeEach(async () => {
  const database = await openDatabase<unknown>('file::memory:');
  onTestFinished(() => database.close());
  journal = await openJournal(database, createSealer(['a-secret-of-the-tests-that-is-long-enough']));
  writer = { worker: 'one', lease: LEASE, clock: () => NOW + 10, journal };
  await journal.transact(async (tx) => {
    await insertRows(tx, 'perks_order', [reserving]);
    await insertRows(tx, 'perks_effect', [hold]);
  });
});

const intend = (known = file, effect = hold) =>
  journal.transact((tx) => writeIntent(tx, writer, known, effect, intended));
const conclude = (known: OrderFile, effect: EffectRecord, set: Partial<EffectRecord>) =>
  journal.transact((tx) => writeOutcome(tx, writer, known, effect, set));
const change = (set: Partial<OrderRecord>) =>
  journal.transact((tx) => tx.updateTable('perks_order').set(set).where('id', '=', 'o1').execute());
const stored = async () => (await journal.load('o1')) ?? expect.unreachable();

describe('writeIntent', () => {
  it('writes the effect and has the lease last anew, and knows both afterwards', async () => {
    const { isWritten, file: known } = await intend();
    expect(isWritten).toBe(true);
    expect(known).toEqual(await stored());
    expect(known).toMatchObject({ order: { lease_until: NOW + 10 + LEASE }, effects: [{ state: 'intended' }] });
  });

  it.each<[string, Partial<OrderRecord>]>([
    ['another process has it', { lease_owner: 'two' }],
    ['this process has taken it anew since', { wake_at: NOW + 99, updated_at: NOW + 98 }],
    ['somebody cancelled it', { state: 'cancelled', wake_at: NOW, updated_at: NOW }],
    ['somebody planned a refund', { wake_at: NOW + 5, updated_at: NOW + 5 }],
  ])('writes nothing once the order is not what it was, and tells how it is: %s', async (_, set) => {
    await change(set);
    const before = await stored();
    expect(await intend()).toEqual({ isWritten: false, file: before });
    expect(await stored()).toEqual(before);
  });
});

it('writes no intent over an effect that is another, and moves no order on without its effect', async () => {
  const other = { ...hold, reference: 'r0' };
  expect(await intend(file, other)).toMatchObject({ isWritten: false, file: { effects: [hold] } });
  const before = await stored();
  const applied = { state: 'applied', receipt_id: 'hold:r0' } as const;
  await expect(conclude({ ...before, effects: [other] }, other, applied)).rejects.toMatchObject({ code: 'INTERNAL' });
  expect(await stored()).toEqual(before);
});

describe('writeOutcome', () => {
  const applied = { state: 'applied', receipt_id: 'hold:r1' } as const;

  it('moves the order on that waited for it, and gives the lease back', async () => {
    const { file: known = file } = await intend();
    const after = await conclude(known, { ...hold, ...intended }, applied);
    expect(after).toEqual(await stored());
    expect(after?.order).toMatchObject({ state: 'reserved', lease_owner: null, wake_at: reserving.expires_at });
  });

  it('is kept although somebody has changed the order, and moves nothing on', async () => {
    const { file: known = file } = await intend();
    await change({ state: 'cancelled', wake_at: NOW + 20, updated_at: NOW + 20 });
    const after = await conclude(known, { ...hold, ...intended }, applied);
    expect(after).toEqual(await stored());
    expect(after).toMatchObject({ order: { state: 'cancelled', lease_owner: 'one' }, effects: [{ state: 'applied' }] });
  });

  it.each<[string, EffectRecord]>([
    ['in another state', { ...hold, state: 'unknown' }],
    ['of another order with this id', { ...hold, ...intended, reference: 'r0' }],
  ])('is not written over an effect that is %s', async (_, effect) => {
    const { file: known = file } = await intend();
    await change({ wake_at: NOW + 20, updated_at: NOW + 20 });
    expect(await conclude(known, effect, applied)).toBeUndefined();
    expect((await stored()).effects).toMatchObject([{ state: 'intended', reference: 'r1', receipt_id: null }]);
  });

  it('is not written without the lease', async () => {
    const { file: known = file } = await intend();
    await change({ lease_owner: 'two' });
    const before = await stored();
    expect(await conclude(known, { ...hold, ...intended }, applied)).toBeUndefined();
    expect(await stored()).toEqual(before);
  });
});
