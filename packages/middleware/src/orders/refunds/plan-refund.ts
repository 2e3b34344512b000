import type { Quote, RefundRequest } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import type { RefundRecord } from '../../journal/tables.ts';
import { shareOf } from './share-of.ts';

/** What a refund is to give back, and to whom. Sums in minor units. */
export interface RefundPlan {
  record: Omit<RefundRecord, 'refundId'>;
  /** For each gift code that pays, in order: what goes back as a new code. */
  gifts: number[];
}

/** How many of each line, and whether the delivery, have gone back. */
interface Returned {
  lines: ReadonlyMap<string, number>;
  delivery: boolean;
}

/** What an order's lines bore of one kind of payment. */
type Bearing = Quote['steps'][number]['allocations'];

/**
 * Works out what a refund gives back: for each line the part of each payment that fell on it when the price was made. A part
 * of a line's quantity gives back that part of it, rounded down, and the last piece the rest: whatever is refunded in
 * whatever portions, a line gives back exactly what was paid for it, and never more (`docs/orders.md`).
 *
 * @param quote The quote by which the order was made
 * @param earlier Refunds before this one
 * @param request Lines and delivery; neither for all that is left
 * @throws {PerksError} `INVALID_REQUEST` for a line that the order has not, or one named twice; `REFUND_EXCEEDED` for more
 *   than is left of it
 */
export function planRefund(
  quote: Quote,
  earlier: readonly RefundRecord[],
  { lines, delivery }: Pick<RefundRequest, 'lines' | 'delivery'>,
): RefundPlan {
  const before = returnedBy(earlier);
  const whole = lines === undefined && delivery === undefined;
  const asked = whole ? leftOf(quote, before) : { lines: lines ?? [], delivery: delivery ?? false };
  check(quote, before, asked);
  const after = returnedBy([...earlier, asked]);

  const between = (bearing: Bearing) => borne(quote, bearing, after) - borne(quote, bearing, before);
  const gifts = quote.steps.filter((step) => step.kind === 'gift').map((step) => between(step.allocations));
  const points = quote.steps
    .filter((step) => step.kind === 'points')
    .reduce((sum, step) => {
      const pointsAt = (returned: Returned) =>
        shareOf(step.points ?? 0, borne(quote, step.allocations, returned), step.amount);
      return sum + pointsAt(after) - pointsAt(before);
    }, 0);

  return {
    record: {
      lines: asked.lines.map(({ id, quantity }) => ({ id, quantity })),
      delivery: asked.delivery,
      points,
      money: between(moneyOf(quote)),
      promoUses: isAll(quote, after),
    },
    gifts,
  };
}

function returnedBy(refunds: readonly Pick<RefundRecord, 'lines' | 'delivery'>[]): Returned {
  const lines = new Map<string, number>();
  for (const { id, quantity } of refunds.flatMap((refund) => refund.lines)) {
    lines.set(id, (lines.get(id) ?? 0) + quantity);
  }
  return { lines, delivery: refunds.some((refund) => refund.delivery) };
}

function leftOf({ lines }: Quote, before: Returned): Pick<RefundRecord, 'lines' | 'delivery'> {
  return {
    lines: lines
      .map(({ id, quantity }) => ({ id, quantity: quantity - (before.lines.get(id) ?? 0) }))
      .filter(({ quantity }) => quantity > 0),
    delivery: !before.delivery,
  };
}

function check(quote: Quote, before: Returned, asked: Pick<RefundRecord, 'lines' | 'delivery'>): void {
  const bought = new Map(quote.lines.map(({ id, quantity }) => [id, quantity]));
  const seen = new Set<string>();
  for (const { id, quantity } of asked.lines) {
    const most = bought.get(id);
    if (most === undefined || seen.has(id)) throw new PerksError('INVALID_REQUEST', { details: { path: 'lines' } });
    seen.add(id);
    if (quantity + (before.lines.get(id) ?? 0) > most) throw exceeded('lines');
  }
  if (asked.delivery && before.delivery) throw exceeded('delivery');
}

function exceeded(path: string): PerksError {
  return new PerksError('REFUND_EXCEEDED', { details: { path } });
}

/** What the returned part bore, minor units. */
function borne(quote: Quote, bearing: Bearing, { lines, delivery }: Returned): number {
  const bought = new Map(quote.lines.map(({ id, quantity }) => [id, quantity]));
  return bearing.reduce((sum, { line, amount }) => {
    if (line === null) return sum + (delivery ? amount : 0);
    return sum + shareOf(amount, lines.get(line) ?? 0, bought.get(line) ?? 1);
  }, 0);
}

/** What was left for money to pay, by line: the price less everything that the steps took off it. */
function moneyOf({ lines, delivery, steps }: Quote): Bearing {
  const off = new Map<string | null, number>();
  for (const { line, amount } of steps.flatMap((step) => step.allocations)) {
    off.set(line, (off.get(line) ?? 0) + amount);
  }
  return [...lines.map(({ id, total }) => ({ line: id, amount: total })), { line: null, amount: delivery }].map(
    ({ line, amount }) => ({ line, amount: amount - (off.get(line) ?? 0) }),
  );
}

function isAll({ lines, delivery }: Quote, returned: Returned): boolean {
  // A delivery that cost nothing need not be named to be returned.
  return (returned.delivery || delivery === 0) && lines.every((line) => returned.lines.get(line.id) === line.quantity);
}
