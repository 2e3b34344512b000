import type { Quote } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import { insertRows } from '../../journal/insert-rows.ts';
import type { GiftRecord, JournalTransaction, OrderFile, OrderRecord } from '../../journal/journal.ts';
import { type Prepared, prepare } from '../../journal/prepare.ts';
import type { OrderPointsRecord } from '../../journal/tables.ts';
import { type PromoRefusal, promoKey, takePromo } from '../../promo-limits/promo-uses.ts';
import { PromosRefused } from '../../promo-limits/promos-refused.ts';
import type { QuotedCart, QuotedPoints } from '../../quoting/quoted-cart.ts';
import { leaseOf, noLease } from './lease.ts';
import { lockGift } from './lock-gifts.ts';
import type { OrderContext } from './order-context.ts';
import { planHold } from './plan-effects.ts';

/** What an order is made of. */
export interface OrderToTake {
  orderId: string;
  /** The request, by which a repeat is known. */
  asked: string;
  quoted: QuotedCart;
  /** Fingerprints of each name of the buyer. */
  persons: readonly (readonly string[])[];
}

/**
 * Writes an order down with all that it locks, in one transaction: all of it, or nothing.
 *
 * @returns The order; what has this id already, if something has
 * @throws {PromosRefused}; {PerksError} `PERK_IN_USE`
 */
export async function takeOrder(context: OrderContext, order: OrderToTake): Promise<OrderFile> {
  const { journal } = context;
  const { orderId, quoted } = order;
  return journal.transact(async (tx) => {
    const row = rowOf(context, order);
    if (!(await insertOrder(tx, row))) {
      const taken = await journal.load(orderId, tx);
      if (!taken) throw new PerksError('INTERNAL');
      return taken;
    }
    const gifts = await writeGifts(context, tx, order);
    await takePromos(context, tx, order);
    const { points } = quoted;
    const effects = spends(points) ? await planHold(tx, context, row, points.spend) : [];
    return { order: row, gifts, effects };
  });
}

let insertStatement: Prepared<OrderRecord> | undefined;

/** @returns False when the id is taken */
async function insertOrder(tx: JournalTransaction, row: OrderRecord): Promise<boolean> {
  insertStatement ??= prepare(Object.keys(row) as (keyof OrderRecord)[], (db, values) =>
    db
      .insertInto('perks_order')
      .values(values)
      .onConflict((conflict) => conflict.column('id').doNothing()),
  );
  const { numAffectedRows } = await insertStatement(tx, row);
  return numAffectedRows !== 0n;
}

function rowOf({ journal, clock, timing, worker }: OrderContext, { orderId, asked, quoted }: OrderToTake): OrderRecord {
  const { sealer } = journal;
  const { quote, points, promos } = quoted;
  const now = clock();
  const expires_at = now + timing.reserveFor;
  const reserving = spends(points);
  return {
    id: orderId,
    state: reserving ? 'reserving' : 'reserved',
    request_hash: sealer.fingerprint(asked),
    quote: JSON.stringify(withoutMember(quote)),
    currency: quote.currency,
    total: quote.total,
    amount_due: quote.amountDue,
    expires_at,
    // Who reserves goes on at once: nobody else needs to look before they could have died.
    ...(reserving ? leaseOf({ worker, lease: timing.lease }, now) : noLease(expires_at)),
    reason: null,
    resume_state: null,
    promos: promos.length,
    refunds: null,
    points: points ? JSON.stringify(recordOf(points)) : null,
    member: points ? sealer.fingerprint(points.memberId) : null,
    sealed_member: points ? sealer.seal(points.memberId) : null,
    created_at: now,
    updated_at: now,
  };
}

/** The quote as it may be kept: nothing of who the member is. */
function withoutMember({ loyalty, ...quote }: Quote): Quote {
  if (!loyalty) return quote;
  const { state, hint, spend, amount, earn } = loyalty;
  const steps = quote.steps.map((step) => (step.label === hint ? { ...step, label: step.kind } : step));
  return { ...quote, steps, loyalty: { state, hint: '', spend, amount, ...(earn === undefined ? {} : { earn }) } };
}

function recordOf({ kind, purchase, spend, amount, earn }: QuotedPoints): OrderPointsRecord {
  return { kind, purchase, spend, amount, earn };
}

async function writeGifts(
  { journal }: OrderContext,
  tx: JournalTransaction,
  { orderId, quoted }: OrderToTake,
): Promise<GiftRecord[]> {
  const { sealer } = journal;
  const rows = quoted.gifts.map((gift, position) => ({
    order_id: orderId,
    position,
    fingerprint: sealer.fingerprint(gift.code),
    sealed_code: sealer.seal(gift.code),
    masked: gift.masked,
    face_value: gift.value,
    amount: gift.amount,
    remainder: gift.remainder,
    expires_at: gift.expiresAt ?? null,
  }));
  if (rows.length > 0) await insertRows(tx, 'perks_gift', rows);
  for (const gift of quoted.gifts) await lockGift(tx, orderId, sealer.fingerprints(gift.code));
  return rows;
}

async function takePromos(
  { promoProvider }: OrderContext,
  tx: JournalTransaction,
  { orderId, quoted, persons }: OrderToTake,
): Promise<void> {
  const refused = new Map<string, PromoRefusal>();
  for (const { promoId, ...promo } of quoted.promos) {
    const use = { ...promo, promo: promoKey(promoProvider, promoId) };
    const reason = await takePromo(tx, orderId, use, persons);
    if (reason !== undefined) refused.set(promoId, reason);
  }
  // Thrown, so that what was written before is undone.
  if (refused.size > 0) throw new PromosRefused(refused);
}

function spends(points: QuotedPoints | undefined): points is QuotedPoints {
  return points !== undefined && points.spend > 0;
}
