import type { OrderRefund, Reissue } from '@checkout-perks/core/contract';
import type { OrderRecord } from '../../journal/journal.ts';
import type { OrderPointsRecord, RefundRecord } from '../../journal/tables.ts';

/** Shows a refund, with what is left for a person to do: the loyalty provider has no call that takes a purchase back. */
export function refundView(
  order: Pick<OrderRecord, 'id' | 'points'>,
  { refundId, lines, delivery, points, money, promoUses }: RefundRecord,
  gifts: Reissue[],
  state: string,
): OrderRefund {
  const { spend = 0, earn = 0 } = order.points === null ? {} : (JSON.parse(order.points) as OrderPointsRecord);
  const instructions: string[] = [];
  if (points > 0) instructions.push(`Return ${points} points to the member of order ${order.id}.`);
  if (spend === 0 && earn > 0 && lines.length > 0) {
    const all = promoUses ? 'the points' : 'the part of the points';
    instructions.push(`Take back ${all} that order ${order.id} brought its member (${earn} for the whole order).`);
  }
  return { refundId, state, lines, delivery, gifts, points, money, promoUses, instructions };
}
