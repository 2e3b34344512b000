import type { Database } from '@checkout-perks/database';
import { expect } from 'vitest';
import type { JournalTables } from '../src/journal/tables.ts';

/** States in which an order uses a promo for good. */
const USED = ['committed', 'refunding', 'refunded'];

/** Expects that no promo was used more often than it may be, and that every use is a paid order's. */
export async function expectPromosAgree(
  journal: Database<JournalTables>,
  limits: Readonly<Record<string, number>>,
): Promise<void> {
  const uses = await journal.read
    .selectFrom('perks_promo_use')
    .innerJoin('perks_order', 'perks_order.id', 'perks_promo_use.order_id')
    .select(['code', 'order_id', 'perks_promo_use.state as use', 'perks_order.state as order'])
    .where('perks_promo_use.state', '!=', 'returned')
    .execute();
  for (const { order_id, use, order } of uses) {
    if (order === 'attention') continue;
    expect([order_id, use, USED.includes(order)]).toEqual([order_id, 'final', true]);
  }
  for (const [code, limit] of Object.entries(limits)) {
    expect(uses.filter((one) => one.code === code).length).toBeLessThanOrEqual(limit);
  }
}
