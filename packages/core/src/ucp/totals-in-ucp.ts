import type { Quote } from '../contract/v1/quote.ts';
import { isDiscount } from './discounts-in-ucp.ts';
import type { UcpLineItem, UcpTotal } from './ucp-quote.ts';

/** What the shop calls a line, for an item of the protocol. */
export type ItemNaming = (lineId: string) => { id: string; title: string };

/** The lines with what discounts leave of each. Gift codes are no part of it: they pay, they do not lower a price. */
export function lineItemsInUcp({ lines, steps }: Quote, itemOf: ItemNaming): UcpLineItem[] {
  const discounts = new Map<string | null, number>();
  for (const { line, amount } of steps.filter(isDiscount).flatMap(({ allocations }) => allocations)) {
    discounts.set(line, (discounts.get(line) ?? 0) + amount);
  }
  return lines.map(({ id, quantity, unitPrice, total }) => {
    const discount = discounts.get(id) ?? 0;
    const { id: itemId, title } = itemOf(id);
    return {
      id,
      item: { id: itemId, title, price: unitPrice },
      quantity,
      totals: receipt([
        { type: 'subtotal', amount: total },
        { type: 'items_discount', amount: -discount },
        { type: 'total', amount: total - discount },
      ]),
    };
  });
}

/**
 * The receipt: goods, what was taken off lines, the delivery, what was taken off it, and the total, all of which gift codes and
 * other means have to pay.
 */
export function totalsInUcp(quote: Quote): UcpTotal[] {
  const allocations = quote.steps.filter(isDiscount).flatMap((step) => step.allocations);
  const offLines = sumOf(allocations.filter(({ line }) => line !== null));
  const offDelivery = sumOf(allocations.filter(({ line }) => line === null));
  return receipt([
    { type: 'subtotal', display_text: 'Goods', amount: quote.goods },
    { type: 'items_discount', display_text: 'Discounts', amount: -offLines },
    { type: 'fulfillment', display_text: 'Delivery', amount: quote.delivery },
    { type: 'discount', display_text: 'Discount on delivery', amount: -offDelivery },
    { type: 'total', display_text: 'Total', amount: quote.total },
  ]);
}

/** The protocol knows no discount of nothing, and a shop without delivery has no row for it. */
function receipt(rows: UcpTotal[]): UcpTotal[] {
  return rows.filter(({ type, amount }) => type === 'subtotal' || type === 'total' || amount !== 0);
}

function sumOf(parts: readonly { amount: number }[]): number {
  return parts.reduce((sum, { amount }) => sum + amount, 0);
}
