import type { Database } from '@checkout-perks/database';
import type { IssuerTables } from './issuer-tables.ts';

/** The context of every function that reads or writes the issuer's data. */
export interface Ledger {
  database: Database<IssuerTables>;
  /** ms since epoch. */
  clock: () => number;
  newId: () => string;
}
