import type {
  Order,
  OrderGift,
  OrderPoints,
  OrderPromo,
  OrderRefund,
  Quote,
  Reissue,
} from '@checkout-perks/core/contract';
import type { EffectRecord, OrderFile } from '../../journal/journal.ts';
import type { OrderPointsRecord } from '../../journal/tables.ts';
import type { Sealer } from '../../secrets/sealer.ts';
import { issuedOf, receiptOf } from '../effects/receipts.ts';
import { pointsStatus } from './points-status.ts';
import { refundView } from './refund-view.ts';
import { refundsOf } from './refunds-of.ts';

/**
 * Shows an order as every order verb answers it. New codes are in the clear here, because the shop must hand them to the
 * shopper; codes that were used are masked.
 */
export function orderView({ order, gifts, effects }: OrderFile, sealer: Sealer): Order {
  const reissues = (purposes: readonly EffectRecord['purpose'][]) =>
    effects.filter((effect) => effect.kind === 'issue' && purposes.includes(effect.purpose));
  const paid = order.state === 'committed' || order.state === 'refunding' || order.state === 'refunded';
  const quote = JSON.parse(order.quote) as Quote;
  const promos = promosOf(quote);
  const points = pointsOf({ order, gifts, effects }, sealer);
  const stuck = effects.find((effect) => effect.state === 'stuck');

  return {
    orderId: order.id,
    state: order.state,
    currency: order.currency,
    quote,
    total: order.total,
    amountDue: order.amount_due,
    gifts: gifts.map((gift): OrderGift => {
      const rest = paid && reissues(['remainder']).find((effect) => effect.gift_position === gift.position);
      const spent = effects.find((effect) => effect.kind === 'activate' && effect.gift_position === gift.position);
      const credited = spent && receiptOf(spent, sealer)?.credited;
      return {
        code: gift.masked,
        amount: gift.amount,
        faceValue: gift.face_value,
        ...(credited ? { credited } : {}),
        ...(rest ? { remainder: reissueOf(rest, sealer) } : {}),
      };
    }),
    ...(promos.length > 0 ? { promos } : {}),
    ...(points ? { points } : {}),
    ...(order.refunds === null ? {} : { refunds: refundsViewOf({ order, gifts, effects }, sealer) }),
    returned: reissues(['undo', 'refund']).map((effect) => reissueOf(effect, sealer)),
    ...(order.state === 'reserved' ? { expiresAt: iso(order.expires_at) } : {}),
    ...(stuck?.question ? { attention: { question: stuck.question, effect: stuck.reference } } : {}),
    createdAt: iso(order.created_at),
    updatedAt: iso(order.updated_at),
  };
}

function promosOf({ codes }: Quote): OrderPromo[] {
  return codes
    .filter(({ kind, status }) => kind === 'promo' && status === 'applied')
    .map(({ code, amount = 0 }) => ({ code, amount }));
}

function pointsOf({ order, effects }: OrderFile, sealer: Sealer): OrderPoints | undefined {
  if (order.points === null) return undefined;
  const { spend, amount, earn } = JSON.parse(order.points) as OrderPointsRecord;
  const operation = effects.find((effect) => effect.kind === 'operate');
  const earned = (operation && receiptOf(operation, sealer)?.earned) ?? earn;
  return { spend, amount, ...(spend > 0 ? {} : { earn: earned }), status: pointsStatus(order.state, spend, effects) };
}

function refundsViewOf({ order, effects }: OrderFile, sealer: Sealer): OrderRefund[] {
  return refundsOf(order).map((refund, index) => {
    const issues = effects.filter((effect) => effect.refund === index);
    const done = issues.every((effect) => effect.state === 'applied');
    const codes = issues.map((effect) => reissueOf(effect, sealer));
    return refundView(order, refund, codes, done ? 'done' : 'owed');
  });
}

function reissueOf(effect: EffectRecord, sealer: Sealer): Reissue {
  const owed = { amount: effect.amount, currency: effect.currency };
  if (effect.state !== 'applied') return { ...owed, status: 'owed' };
  const { code, expiresAt } = issuedOf(effect, sealer) ?? {};
  const known = code === undefined ? {} : { code };
  const expires = expiresAt === undefined ? {} : { expiresAt: iso(expiresAt) };
  return { ...owed, status: 'issued', ...known, ...expires };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
