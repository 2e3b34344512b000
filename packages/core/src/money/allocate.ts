import { PerksError } from '../errors/perks-error.ts';

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
  for (const weight of weights) {
    if (!Number.isSafeInteger(weight) || weight < 0) throw new PerksError('MONEY_INVALID');
    total += weight;
    if (weight > heaviest) heaviest = weight;
  }
  if (!Number.isSafeInteger(amount) || amount < 0 || !Number.isSafeInteger(total))
    throw new PerksError('MONEY_INVALID');
  if (amount === 0) return weights.map(() => 0);
  if (total === 0) throw new PerksError('MONEY_INVALID');

  const exact = Number.isSafeInteger(amount * heaviest) ? floorsInNumbers : floorsInBigInts;
  const { parts, remainders } = exact(amount, weights, total);

  let left = amount;
  for (const part of parts) left -= part;
  if (left === 0) return parts;

  const order = weights.map((_, index) => index);
  order.sort((a, b) => at(remainders, b) - at(remainders, a) || at(weights, b) - at(weights, a) || a - b);
  for (const index of order) {
    if (left === 0) break;
    parts[index] = at(parts, index) + 1;
    left -= 1;
  }
  return parts;
}

interface Floors {
  parts: number[];
  remainders: number[];
}

function floorsInNumbers(amount: number, weights: readonly number[], total: number): Floors {
  const remainders = weights.map((weight) => (amount * weight) % total);
  const parts = weights.map((weight, index) => (amount * weight - at(remainders, index)) / total);
  return { parts, remainders };
}

function floorsInBigInts(amount: number, weights: readonly number[], total: number): Floors {
  const products = weights.map((weight) => BigInt(amount) * BigInt(weight));
  return {
    parts: products.map((product) => Number(product / BigInt(total))),
    remainders: products.map((product) => Number(product % BigInt(total))),
  };
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? 0;
}
