/**
 * A part of an amount, rounded down. Exact also where the product is past what integers hold.
 *
 * @param amount Minor units or points
 * @param part How much of the whole, from 0 to `whole`
 */
export function shareOf(amount: number, part: number, whole: number): number {
  if (part === whole) return amount;
  const product = amount * part;
  if (Number.isSafeInteger(product)) return Math.floor(product / whole);
  return Number((BigInt(amount) * BigInt(part)) / BigInt(whole));
}
