import type { JournalTransaction, OrderRecord } from '../journal/journal.ts';

/** A promo that an order is to use. */
export interface PromoToTake {
  /** As {@link promoKey} names it. */
  promo: string;
  code: string;
  /** What it takes off, minor units. */
  amount: number;
  /** How often it may be used in all. */
  limit?: number | undefined;
  /** How often the provider has counted it; it does not count our uses. */
  used?: number | undefined;
  oncePerPerson: boolean;
}

/** Why a promo cannot be taken. */
export type PromoRefusal =
  | 'discount_code_exhausted'
  | 'discount_code_user_not_logged_in'
  | 'discount_code_user_ineligible';

/**
 * Takes one use of a promo for an order, if there is one left. Concurrent orders cannot take more than there are: the
 * transaction is as if it ran alone.
 *
 * @param persons Fingerprints of each name that the buyer has: for each, the current one first
 * @returns Why it cannot be taken; nothing when it was
 */
export async function takePromo(
  tx: JournalTransaction,
  orderId: string,
  { promo, code, amount, limit, used = 0, oncePerPerson }: PromoToTake,
  persons: readonly (readonly string[])[],
): Promise<PromoRefusal | undefined> {
  if (limit !== undefined && (await countUses(tx, promo)) + used >= limit) return 'discount_code_exhausted';
  if (oncePerPerson) {
    if (persons.length === 0) return 'discount_code_user_not_logged_in';
    const known = await tx
      .selectFrom('perks_promo_person')
      .select('order_id')
      .where('promo', '=', promo)
      .where('person', 'in', persons.flat())
      .executeTakeFirst();
    if (known) return 'discount_code_user_ineligible';
    const rows = persons.flatMap(([person]) => (person === undefined ? [] : [{ promo, person, order_id: orderId }]));
    await tx.insertInto('perks_promo_person').values(rows).execute();
  }
  await tx.insertInto('perks_promo_use').values({ order_id: orderId, promo, code, amount, state: 'held' }).execute();
  return undefined;
}

/** Names a promo by its provider's id of it: the same for every spelling of the code. */
export function promoKey(provider: string, promoId: string): string {
  return `${provider}:${promoId}`;
}

/** How many orders use a promo, by reservation or for good. */
export async function countUses(tx: JournalTransaction, promo: string): Promise<number> {
  const { uses } = await tx
    .selectFrom('perks_promo_use')
    .select((select) => select.fn.countAll().as('uses'))
    .where('promo', '=', promo)
    .where('state', 'in', ['held', 'final'])
    .executeTakeFirstOrThrow();
  return Number(uses);
}

/** Makes an order's uses of promos final. */
export async function keepPromos(tx: JournalTransaction, order: Pick<OrderRecord, 'id' | 'promos'>): Promise<void> {
  if (order.promos === 0) return;
  await tx.updateTable('perks_promo_use').set({ state: 'final' }).where('order_id', '=', order.id).execute();
}

/** Gives an order's uses of promos back, and lets its buyer use them again. */
export async function returnPromos(tx: JournalTransaction, order: Pick<OrderRecord, 'id' | 'promos'>): Promise<void> {
  if (order.promos === 0) return;
  await tx.updateTable('perks_promo_use').set({ state: 'returned' }).where('order_id', '=', order.id).execute();
  await tx.deleteFrom('perks_promo_person').where('order_id', '=', order.id).execute();
}
