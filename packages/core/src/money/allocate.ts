import { PerksError } from '../errors/perks-error.ts';
import { natural } from './natural.ts';
import { nthLargest } from './nth-largest.ts';

/**
 * Splits an amount over weights by largest remainder, so that the parts add up to it exactly.
 * On equal remainders the heavier part comes first, then the earlier one.
 *
 * @param amount Minor units, an integer of zero or more
 * @param weights What each part weighs (usually a line's price), integers of zero or more
 * @returns One part for each weight, in minor units; a weight of zero gets nothing
 * @throws {PerksError} `MONEY_INVALID` for negative or fractional input, or when there is an amount but no weight to bear it
 */
export function allocate(amount: number, weights: readonly number[]): number[] {
  let total = 0;
  let heaviest = 0;
  for (let index = 0; index < weights.length; index += 1) {
    const weight = weights[index] ?? 0;
    total += natural(weight);
    if (weight > heaviest) heaviest = weight;
  }
  if (natural(amount) === 0) return weights.map(() => 0);
  if (natural(total) === 0) throw new PerksError('MONEY_INVALID');

  const exact = Number.isSafeInteger(amount * heaviest) ? floorsInNumbers : floorsInBigInts;
  const { parts, remainders, left } = exact(amount, weights, total);
  if (left > 0) handOut(left, parts, remainders, weights);
  return parts;
}

interface Floors {
  parts: number[];
  remainders: number[];
  /** What the rounding down left over: less than there are parts with a remainder. */
  left: number;
}

function floorsInNumbers(amount: number, weights: readonly number[], total: number): Floors {
  const parts: number[] = [];
  const remainders: number[] = [];
  let left = amount;
  for (let index = 0; index < weights.length; index += 1) {
    const weight = weights[index] ?? 0;
    const product = amount * weight;
    // Exact: a quotient of two safe integers is too far from the next whole number to be rounded up to it.
    const part = Math.floor(product / total);
    parts.push(part);
    remainders.push(product - part * total);
    left -= part;
  }
  return { parts, remainders, left };
}

function floorsInBigInts(amount: number, weights: readonly number[], total: number): Floors {
  const products = weights.map((weight) => BigInt(amount) * BigInt(weight));
  const parts = products.map((product) => Number(product / BigInt(total)));
  return {
    parts,
    remainders: products.map((product) => Number(product % BigInt(total))),
    left: parts.reduce((left, part) => left - part, amount),
  };
}

/**
 * Adds one to the `left` parts of the largest remainders. Looking up the least of these remainders is several times faster
 * than sorting all by three criteria; then only those that share it have to be compared by weight.
 */
function handOut(left: number, parts: number[], remainders: readonly number[], weights: readonly number[]): void {
  const least = nthLargest(remainders, left);
  let excess = -left;
  for (let index = 0; index < parts.length; index += 1) {
    if ((remainders[index] ?? 0) < least) continue;
    parts[index] = (parts[index] ?? 0) + 1;
    excess += 1;
  }
  if (excess === 0) return;

  const level = parts.map((_, index) => index).filter((index) => (remainders[index] ?? 0) === least);
  level.sort((a, b) => (weights[a] ?? 0) - (weights[b] ?? 0) || b - a);
  for (const index of level.slice(0, excess)) parts[index] = (parts[index] ?? 0) - 1;
}
