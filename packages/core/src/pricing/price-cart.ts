import { leftIn } from './left-in.ts';
import { type OpenSum, openSum } from './open-sum.ts';
import type { Price, PricedGift } from './price.ts';
import type { PricedCart } from './priced-cart.ts';
import type { PricedPerks, PromoTerms } from './priced-perks.ts';
import { takeDiscount } from './take-discount.ts';
import { takeGift } from './take-gift.ts';
import { takePoints } from './take-points.ts';

const NONE: readonly never[] = [];

/**
 * Works out a cart with its perks: promos on goods → the level's percentage → points → promos on delivery → gift codes.
 * Pure, and exact: integers in minor units only, a percentage is rounded once on the whole, every step is clamped to what
 * is left, and the allocations of a step add up to its amount. Gift codes are tender: they come last, on goods and
 * delivery, in the order given. `docs/pricing.md` explains it with examples.
 *
 * @param cart Lines and delivery
 * @param perks What shall apply to them
 * @throws {PerksError} `MONEY_INVALID` for a negative or fractional number, or a sum past what integers hold exactly
 */
export function priceCart(cart: PricedCart, perks: PricedPerks = {}): Price {
  const { promos = NONE, level, points, gifts = NONE } = perks;
  const sum = openSum(cart);
  const pricedPromos = promos.map(() => ({ amount: 0 }));

  takePromos(sum, 'goods', promos, pricedPromos);
  const pointsBase = leftIn(sum, 'pointsGoods');
  if (level) {
    takeDiscount(sum, 'pointsGoods', 'level', level.label, { kind: 'percent', basisPoints: level.basisPoints });
  }
  const pricedPoints = points && takePoints(sum, points);
  takePromos(sum, 'delivery', promos, pricedPromos);
  const discountTotal = sumOf(sum.steps);

  const pricedGifts: PricedGift[] = gifts.map((gift) => takeGift(sum, gift));
  const tenderTotal = sumOf(pricedGifts);

  const { lines, goods, delivery, steps } = sum;
  const total = goods + delivery - discountTotal;
  const price: Price = {
    lines,
    goods,
    delivery,
    steps,
    discountTotal,
    tenderTotal,
    total,
    amountDue: total - tenderTotal,
    promos: pricedPromos,
    pointsBase,
    gifts: pricedGifts,
  };
  if (pricedPoints) price.points = pricedPoints;
  return price;
}

function takePromos(
  sum: OpenSum,
  target: PromoTerms['target'],
  promos: readonly PromoTerms[],
  priced: readonly { amount: number }[],
): void {
  const kind = target === 'goods' ? 'promo' : 'deliveryPromo';
  for (let index = 0; index < promos.length; index += 1) {
    const promo = promos[index];
    const answer = priced[index];
    if (promo?.target !== target || answer === undefined) continue;
    answer.amount = takeDiscount(sum, target, kind, promo.label, promo.discount);
  }
}

function sumOf(parts: readonly { amount: number }[]): number {
  let sum = 0;
  for (const { amount } of parts) sum += amount;
  return sum;
}
