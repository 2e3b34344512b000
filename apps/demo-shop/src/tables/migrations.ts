import type { Migration } from 'kysely';
import { shop } from './0001-shop.ts';
import { inbox } from './0002-inbox.ts';

/** Everything that was ever done to the shop's tables, by name; a name, once released, keeps its content. */
export const migrations: Record<string, Migration> = { '0001-shop': shop, '0002-inbox': inbox };
