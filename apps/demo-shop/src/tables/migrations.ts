import type { Migration } from 'kysely';
import { shop } from './0001-shop.ts';
import { inbox } from './0002-inbox.ts';

/** All migrations of the shop's tables, by name. A released migration must never change. */
export const migrations: Record<string, Migration> = { '0001-shop': shop, '0002-inbox': inbox };
