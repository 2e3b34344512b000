import type { Migration } from 'kysely';
import { giftCodes } from './0001-gift-codes.ts';
import { promoCodes } from './0002-promo-codes.ts';
import { loyaltyPoints } from './0003-loyalty-points.ts';

/** Everything that was ever done to the issuer's tables, by name; a name, once released, keeps its content. */
export const migrations: Record<string, Migration> = {
  '0001-gift-codes': giftCodes,
  '0002-promo-codes': promoCodes,
  '0003-loyalty-points': loyaltyPoints,
};
