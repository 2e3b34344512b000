import type { Ledger } from '../schema/ledger.ts';

/** A merchant's site, which holds a balance. */
export interface Site {
  siteId: string;
  login: string;
  currency: string;
  /** Minor units. */
  balance: number;
}

/** Lists the sites of all merchants, oldest first. */
export async function listSites({ database }: Ledger): Promise<Site[]> {
  const rows = await database.read
    .selectFrom('issuer_sites')
    .select(['id as siteId', 'login', 'currency', 'balance'])
    .orderBy('created_at')
    .orderBy('login')
    .execute();
  // A driver's rows have no prototype, which an outsider would stumble over.
  return rows.map((row) => ({ ...row }));
}
