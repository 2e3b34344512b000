import type { Order, OrderGift, Quote, Reissue } from '@checkout-perks/core/contract';
import type { EffectRecord, OrderFile } from '../journal/journal.ts';
import type { Sealer } from '../journal/sealer.ts';
import { issuedOf } from './effects/receipts.ts';

/**
 * Shows an order as every order verb answers it. New codes are in the clear here, because the shop must hand them to the
 * shopper; codes that were used are masked.
 */
export function orderView({ order, gifts, effects }: OrderFile, sealer: Sealer): Order {
  const reissues = (purposes: readonly EffectRecord['purpose'][]) =>
    effects.filter((effect) => effect.kind === 'issue' && purposes.includes(effect.purpose));
  const paid = order.state === 'committed' || order.state === 'refunding' || order.state === 'refunded';

  return {
    orderId: order.id,
    state: order.state,
    currency: order.currency,
    quote: JSON.parse(order.quote) as Quote,
    total: order.total,
    amountDue: order.amount_due,
    gifts: gifts.map((gift): OrderGift => {
      const rest = paid && reissues(['remainder']).find((effect) => effect.gift_position === gift.position);
      return {
        code: gift.masked,
        amount: gift.amount,
        faceValue: gift.face_value,
        ...(rest ? { remainder: reissueOf(rest, sealer) } : {}),
      };
    }),
    returned: reissues(['undo', 'refund']).map((effect) => reissueOf(effect, sealer)),
    ...(order.state === 'reserved' ? { expiresAt: iso(order.expires_at) } : {}),
    ...(order.question === null ? {} : { attention: { question: order.question } }),
    createdAt: iso(order.created_at),
    updatedAt: iso(order.updated_at),
  };
}

function reissueOf(effect: EffectRecord, sealer: Sealer): Reissue {
  const owed = { amount: effect.amount, currency: effect.currency };
  const issued = issuedOf(effect, sealer);
  if (!issued) return { ...owed, status: 'owed' };
  const expires = issued.expiresAt === undefined ? {} : { expiresAt: iso(issued.expiresAt) };
  return { ...owed, status: 'issued', code: issued.code, ...expires };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
