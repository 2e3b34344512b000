import type { IssuerTables } from '../schema/issuer-tables.ts';
import type { Ledger } from '../schema/ledger.ts';

/** Every table except the counters; tables with references come before the tables that they refer to. */
const TABLES = [
  'issuer_loyalclient_operations',
  'issuer_loyalclient_holds',
  'issuer_loyalclient_searches',
  'issuer_loyalclient_members',
  'issuer_loyalclient_levels',
  'issuer_loyalclient_points',
  'issuer_loyalclient_keys',
  'issuer_loyalclient_programs',
  'issuer_mottor_leads',
  'issuer_mottor_promos',
  'issuer_mottor_sites',
  'issuer_mottor_keys',
  'issuer_mottor_accounts',
  'issuer_operations',
  'issuer_codes',
  'issuer_api_keys',
  'issuer_sites',
  'issuer_merchants',
] as const satisfies readonly (keyof IssuerTables)[];

/** Deletes all rows in one transaction. The counters are kept, so that no id is ever used twice. */
export function resetBooks({ database }: Ledger): Promise<void> {
  return database.transact(async (tx) => {
    for (const table of TABLES) await tx.deleteFrom(table).execute();
  });
}
