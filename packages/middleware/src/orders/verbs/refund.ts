import { type Order, type OrderRefund, type RefundRequest, refundRequest } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import { advance } from '../../journal/advance.ts';
import type { JournalTransaction, OrderFile } from '../../journal/journal.ts';
import { returnPromos } from '../../promo-limits/promo-uses.ts';
import { planRefund, type RefundPlan } from '../refunds/plan-refund.ts';
import { OrderRefusal } from '../refusals/order-refusal.ts';
import { workOn } from '../running/work-on.ts';
import type { OrderContext } from '../storing/order-context.ts';
import { planIssues } from '../storing/plan-effects.ts';
import { orderView } from '../views/order-view.ts';
import { refundView } from '../views/refund-view.ts';
import { refundsOf } from '../views/refunds-of.ts';
import { parseInput } from './parse-input.ts';

/**
 * Gives back what gift codes paid of a committed order, or of some of its lines, as new codes; with the last line the uses of
 * its promos, too. Money paid by other means is the shop's to return, and so are points, for which the provider has no
 * call: `refunds` says how much. Repeating it is harmless: value goes back once.
 *
 * @param request Lines and delivery with a `refundId`; nothing for all that is left
 * @returns The order: `committed` after a part, `refunded` after the last one, or `refunding` while a new code is owed
 * @throws {PerksError} `ORDER_NOT_FOUND`, `INVALID_REQUEST`, `REFUND_EXCEEDED`, `ORDER_CONFLICT` for a `refundId` that stands
 *   for another refund; as {@link OrderRefusal}: `ORDER_STATE` for an order that is not committed
 */
export async function refund(context: OrderContext, orderId: string, request: RefundRequest = {}): Promise<Order> {
  const { journal, timing } = context;
  const asked = read(request);
  await journal.transact(async (tx) => {
    const file = await journal.load(orderId, tx);
    if (!file) throw new PerksError('ORDER_NOT_FOUND');
    if (isRepeated(file, asked)) return;
    const plan = planned(context, file, asked);
    await write(context, tx, file, plan, asked.refundId);
  });
  const file = await workOn(context, orderId, timing.wait);
  if (!file) throw new PerksError('ORDER_NOT_FOUND');
  return orderView(file, journal.sealer);
}

/** Tells what {@link refund} would give back, and changes nothing. @throws As {@link refund} */
export async function previewRefund(
  context: OrderContext,
  orderId: string,
  request: RefundRequest = {},
): Promise<OrderRefund> {
  const asked = read(request);
  const file = await context.journal.load(orderId);
  if (!file) throw new PerksError('ORDER_NOT_FOUND');
  const { record, gifts } = planned(context, file, asked);
  const { currency } = file.order;
  const codes = gifts.filter((amount) => amount > 0).map((amount) => ({ amount, currency, status: 'planned' }));
  return refundView(file.order, { ...record, refundId: asked.refundId ?? '' }, codes, 'planned');
}

function read(request: RefundRequest): RefundRequest {
  const asked = parseInput(refundRequest, request);
  const isPart = asked.lines !== undefined || asked.delivery !== undefined;
  const isEmpty = isPart && !asked.lines?.length && !asked.delivery;
  if (isEmpty) throw new PerksError('INVALID_REQUEST', { details: { path: 'lines' } });
  // Without a name of its own a second refund could not be told from a repeat of the first.
  if (isPart && asked.refundId === undefined && !asked.dryRun) {
    throw new PerksError('INVALID_REQUEST', { details: { path: 'refundId' } });
  }
  return asked;
}

function isRepeated({ order }: OrderFile, { refundId, lines, delivery }: RefundRequest): boolean {
  const before = refundsOf(order).find((refund) => refund.refundId === refundId);
  if (before && (lines || delivery !== undefined)) {
    const same = JSON.stringify(sorted(before.lines)) === JSON.stringify(sorted(lines ?? []));
    if (!same || before.delivery !== (delivery ?? false)) throw new PerksError('ORDER_CONFLICT');
  }
  const isWhole = lines === undefined && delivery === undefined;
  return before !== undefined || (isWhole && (order.state === 'refunding' || order.state === 'refunded'));
}

function sorted(lines: readonly { id: string; quantity: number }[]) {
  return lines.map(({ id, quantity }) => [id, quantity] as const).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function planned({ journal }: OrderContext, file: OrderFile, asked: RefundRequest): RefundPlan {
  if (file.order.state === 'committed') return planRefund(JSON.parse(file.order.quote), refundsOf(file.order), asked);
  const over = file.order.state === 'refunding' || file.order.state === 'refunded';
  if (over) throw new PerksError('REFUND_EXCEEDED');
  throw new OrderRefusal('ORDER_STATE', orderView(file, journal.sealer));
}

async function write(
  context: OrderContext,
  tx: JournalTransaction,
  { order, gifts }: OrderFile,
  { record, gifts: amounts }: RefundPlan,
  refundId = context.newId(),
): Promise<void> {
  const now = context.clock();
  const earlier = refundsOf(order);
  await tx
    .updateTable('perks_order')
    .set({
      state: record.promoUses ? advance(order.state, 'refund') : order.state,
      refunds: JSON.stringify([...earlier, { ...record, refundId }]),
      wake_at: now,
      updated_at: now,
    })
    .where('id', '=', order.id)
    .where('state', '=', order.state)
    .execute();
  const returns = gifts.flatMap(({ position: gift_position }, index) => {
    const amount = amounts[index] ?? 0;
    return amount > 0 ? [{ gift_position, amount, refund: earlier.length }] : [];
  });
  await planIssues(tx, context, order, 'refund', returns);
  if (record.promoUses) await returnPromos(tx, order);
}
