import type { Migration } from 'kysely';
import { giftCodes } from './0001-gift-codes.ts';
import { promoCodes } from './0002-promo-codes.ts';
import { loyaltyPoints } from './0003-loyalty-points.ts';

/** All migrations of the issuer's tables, by name. A released migration must never change. */
export const migrations: Record<string, Migration> = {
  '0001-gift-codes': giftCodes,
  '0002-promo-codes': promoCodes,
  '0003-loyalty-points': loyaltyPoints,
};
