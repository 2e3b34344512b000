import type { Database } from '@checkout-perks/database';
import type { IssuerTables } from './issuer-tables.ts';

/** What everything that reads or writes the issuer's books is given. */
export interface Ledger {
  database: Database<IssuerTables>;
  /** ms since epoch. */
  clock: () => number;
  newId: () => string;
}
