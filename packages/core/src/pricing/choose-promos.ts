import { discountOn } from './discount-on.ts';
import { openSum } from './open-sum.ts';
import type { PricedCart } from './priced-cart.ts';
import type { PromoTerms } from './priced-perks.ts';

/** How many promos may apply together. */
export interface PromoStacking {
  /** Most promos on goods. */
  goodsPromos: number;
  /** Most promos on delivery. */
  deliveryPromos: number;
}

/** A promo that shall not apply. */
export interface PromoRejection {
  /** Its index among the candidates. */
  index: number;
  reason: 'discount_code_combination_disallowed' | 'discount_code_no_delivery' | 'discount_code_not_needed';
  /** With `discount_code_combination_disallowed`: the index of the promo that was better for the shopper and stays. */
  kept?: number;
}

/** Which of several promos shall apply. */
export interface PromoChoice {
  /** Indexes of candidates, in the order in which to apply them. */
  applied: number[];
  rejected: PromoRejection[];
}

/**
 * Chooses among promos what is best for the shopper, as far as the stacking allows. What each may take is judged on the cart
 * before perks. Percentages apply first, each on what is left, then fixed sums; the larger before the smaller, and equal
 * ones by their code. So the price does not depend on the order in which codes were typed; of promos that come to the same,
 * those typed first stay.
 *
 * @param cart Lines and delivery
 * @param candidates Promos that are good in themselves, in the order typed
 * @param stacking How many may apply together
 * @throws {PerksError} `MONEY_INVALID` for a number of the cart or of a promo that is no money
 */
export function choosePromos(
  cart: PricedCart,
  candidates: readonly PromoTerms[],
  stacking: PromoStacking,
): PromoChoice {
  const { goods, delivery } = openSum(cart);
  const onGoods = chooseFrom(goods, candidates, 'goods', stacking.goodsPromos);
  const onDelivery = chooseFrom(delivery, candidates, 'delivery', stacking.deliveryPromos);
  return {
    applied: [...onGoods.applied, ...onDelivery.applied],
    rejected: [...onGoods.rejected, ...onDelivery.rejected].sort((a, b) => a.index - b.index),
  };
}

/** A promo with its index among all candidates. */
type Candidate = PromoTerms & { index: number };

function chooseFrom(
  base: number,
  all: readonly PromoTerms[],
  target: PromoTerms['target'],
  limit: number,
): PromoChoice {
  const rejected: PromoRejection[] = [];
  const useful: Candidate[] = [];
  for (const [index, promo] of all.entries()) {
    if (promo.target !== target) continue;
    if (discountOn(base, promo.discount).amount > 0) useful.push({ ...promo, index });
    else if (target === 'delivery' && base === 0) rejected.push({ index, reason: 'discount_code_no_delivery' });
    else rejected.push({ index, reason: 'discount_code_not_needed' });
  }

  const best = bestFor(base, useful, Math.max(0, Math.min(limit, useful.length)));
  const kept = best[0]?.index;
  for (const candidate of useful) {
    if (best.includes(candidate)) continue;
    rejected.push({
      index: candidate.index,
      reason: 'discount_code_combination_disallowed',
      ...(kept === undefined ? {} : { kept }),
    });
  }

  const applied: number[] = [];
  let left = base;
  for (const { index, discount } of best) {
    const { amount } = discountOn(left, discount);
    // Those before it took everything: its use would be wasted.
    if (amount === 0) rejected.push({ index, reason: 'discount_code_not_needed' });
    else applied.push(index);
    left -= amount;
  }
  return { applied, rejected };
}

/** The `count` promos that together leave the least to be paid, in the order in which to apply them. */
function bestFor(base: number, typed: readonly Candidate[], count: number): Candidate[] {
  let possible = typed.toSorted(inOrderOfUse);
  if (count === typed.length) return possible;
  const least = leastLeft(base, possible, count, new Set());
  const kept = new Set<Candidate>();
  for (const candidate of typed) {
    if (kept.size === count) break;
    if (leastLeft(base, possible, count, new Set([...kept, candidate])) === least) kept.add(candidate);
    else possible = possible.filter((other) => other !== candidate);
  }
  return possible.filter((candidate) => kept.has(candidate));
}

/**
 * The least that any `count` of the promos leave, all of `kept` among them; infinite when there is no such choice. It needs no
 * look at every choice: where less is left before a promo, no more is left after it.
 */
function leastLeft(base: number, ordered: readonly Candidate[], count: number, kept: ReadonlySet<Candidate>): number {
  const none = Number.POSITIVE_INFINITY;
  // What is left at least after 0, 1, 2… of the promos looked at so far.
  let least = [base, ...Array.from({ length: count }, () => none)];
  for (const promo of ordered) {
    const after = least.map((left) => (left === none ? none : left - discountOn(left, promo.discount).amount));
    least = least.map((without, uses) => Math.min(kept.has(promo) ? none : without, after[uses - 1] ?? none));
  }
  return least[count] ?? none;
}

function inOrderOfUse(a: PromoTerms, b: PromoTerms): number {
  if (a.discount.kind !== b.discount.kind) return a.discount.kind === 'percent' ? -1 : 1;
  if (sizeOf(a) !== sizeOf(b)) return sizeOf(b) - sizeOf(a);
  return a.label < b.label ? -1 : Number(a.label > b.label);
}

function sizeOf({ discount }: PromoTerms): number {
  return discount.kind === 'percent' ? discount.basisPoints : discount.amount;
}
