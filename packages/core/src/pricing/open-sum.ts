import { natural } from '../money/natural.ts';
import type { PricedLine, PriceStep } from './price.ts';
import type { PricedCart } from './priced-cart.ts';

/** A sum in the making. */
export interface OpenSum {
  lines: PricedLine[];
  /** Minor units, before perks. */
  goods: number;
  /** Minor units, before perks. */
  delivery: number;
  /** What is left of each line, minor units. */
  left: number[];
  /** Whether loyalty can take something off the line: one for each. */
  takesPoints: boolean[];
  /** What is left of the delivery, minor units. */
  deliveryLeft: number;
  steps: PriceStep[];
}

/**
 * Adds a cart up, before any perk.
 *
 * @throws {PerksError} `MONEY_INVALID` for a negative or fractional number, or a sum past what integers hold exactly
 */
export function openSum(cart: PricedCart): OpenSum {
  const lines: PricedLine[] = [];
  const left: number[] = [];
  const takesPoints: boolean[] = [];
  let goods = 0;
  for (const { id, quantity, unitPrice, noPoints } of cart.lines) {
    const total = natural(natural(quantity) * natural(unitPrice));
    lines.push({ id, quantity, unitPrice, total });
    left.push(total);
    takesPoints.push(noPoints !== true);
    goods += total;
  }
  const delivery = natural(cart.delivery?.price ?? 0);
  natural(goods + delivery);
  return { lines, goods, delivery, left, takesPoints, deliveryLeft: delivery, steps: [] };
}
