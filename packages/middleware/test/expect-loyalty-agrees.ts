import type { Database } from '@checkout-perks/database';
import type { IssuerControl } from '@checkout-perks/issuer';
import { expect } from 'vitest';
import type { JournalTables, OrderPointsRecord } from '../src/journal/tables.ts';

type MemberBooks = Awaited<ReturnType<IssuerControl['loyalClient']['member']>>;

/** States in which an order has been paid. */
const PAID = ['committed', 'refunding', 'refunded'];

/**
 * Expects that each purchase was recorded once, that points were spent for what was sold, and that none are held any more.
 * Purchases that a person is asked about may be recorded or not; each must have been lost.
 */
export async function expectLoyaltyAgrees(
  journal: Database<JournalTables>,
  members: readonly MemberBooks[],
): Promise<void> {
  const orders = await journal.read.selectFrom('perks_order').selectAll().where('points', 'is not', null).execute();
  const effects = await journal.read.selectFrom('perks_effect').selectAll().where('kind', '=', 'operate').execute();
  const recorded = members.flatMap(({ operations }) =>
    operations.map(({ amount, spend }) => keyOf(amount * 100, spend)),
  );

  const expected: string[] = [];
  const doubtful: string[] = [];
  for (const order of orders) {
    const { spend, purchase } = JSON.parse(order.points ?? '{}') as OrderPointsRecord;
    const own = effects.filter((effect) => effect.order_id === order.id);
    expect([order.id, own.length <= 1]).toEqual([order.id, true]);
    const [operation] = own;
    if (operation?.state === 'applied') expected.push(keyOf(purchase, spend));
    else if (operation && operation.since !== null && ['stuck', 'forgone'].includes(operation.state)) {
      doubtful.push(keyOf(purchase, spend));
    }
    const spent = operation?.state === 'applied' && spend > 0;
    if (order.state === 'attention') expect([order.id, operation?.state]).toEqual([order.id, 'stuck']);
    else if (PAID.includes(order.state)) expect([order.id, spent]).toEqual([order.id, spend > 0]);
    else expect([order.id, order.state, spent]).toEqual([order.id, order.state, false]);
  }

  const left = [...recorded];
  for (const key of expected) {
    expect(left).toContain(key);
    left.splice(left.indexOf(key), 1);
  }
  for (const key of doubtful) if (left.includes(key)) left.splice(left.indexOf(key), 1);
  expect(left).toEqual([]);
  for (const { balance, free } of members) expect(free).toBe(balance);
}

/** Purchases are told apart by their kopecks. */
function keyOf(amount: number, spend: number): string {
  return `${Math.round(amount)} ${spend}`;
}
