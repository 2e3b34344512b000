import { toDecimalNumber } from '@checkout-perks/core/money';

/** A balance goes out as a JSON number, so it must be one that a double holds to the last kopeck. */
export function isPayable(balance: number, currency: string): boolean {
  if (!Number.isSafeInteger(balance) || balance < 0) return false;
  try {
    toDecimalNumber(balance, currency);
    return true;
  } catch {
    return false;
  }
}
