import { parseDecimal } from '@checkout-perks/core/money';
import type { NewMerchant } from '../merchants/create-merchant.ts';

/** Command-line options of a merchant. */
export const merchantArgs = {
  login: { type: 'string', default: 'shop', description: "Name of the merchant's site", valueHint: 'name' },
  balance: {
    type: 'string',
    default: '100000.00',
    description: 'Balance that pays for gift codes, in whole units of the currency',
    valueHint: 'sum',
  },
  currency: { type: 'string', default: 'RUB', description: 'ISO 4217 code', valueHint: 'code' },
} as const;

/** Reads the command-line options of a merchant. */
export function readMerchant(args: { login: string; balance: string; currency: string }): NewMerchant {
  const { login, currency } = args;
  if (!/^[A-Z]{3}$/.test(currency)) throw new Error('--currency takes an ISO 4217 code such as RUB.');
  try {
    return { login, currency, balance: parseDecimal(args.balance, currency) };
  } catch {
    throw new Error('--balance takes an amount such as 100000 or 2500.50.');
  }
}
