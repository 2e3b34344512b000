import type { Migration } from 'kysely';
import { giftCodes } from './0001-gift-codes.ts';

/** Everything that was ever done to the issuer's tables, by name; a name, once released, keeps its content. */
export const migrations: Record<string, Migration> = { '0001-gift-codes': giftCodes };
