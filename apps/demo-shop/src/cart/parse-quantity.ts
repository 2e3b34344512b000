import { MAX_QUANTITY } from './cart-store.ts';

/**
 * Reads a quantity from a form.
 *
 * @param value What was posted
 * @param least The smallest that is allowed: 1 to buy, 0 to take out
 * @returns The quantity, or nothing when it is no whole number between `least` and 99
 */
export function parseQuantity(value: unknown, least: 0 | 1): number | undefined {
  if (typeof value !== 'string' || !/^\d{1,4}$/.test(value.trim())) return undefined;
  const quantity = Number(value);
  return quantity >= least && quantity <= MAX_QUANTITY ? quantity : undefined;
}
