import { listSites, type Site } from '../merchants/sites.ts';
import type { Ledger } from '../schema/ledger.ts';

/** The sites and points of sale of the issuer, oldest first. */
export interface Survey {
  /** V-DAR sites of all merchants. */
  sites: Site[];
  /** Mottor sites of all accounts. */
  mottorSites: { userId: number; siteId: number; currency: string; promos: number }[];
  /** LoyalClient points of sale of all programmes. */
  points: { programId: string; pointId: string; title: string }[];
}

/** Lists the sites and points of sale that a shop can be configured with. */
export async function survey(ledger: Ledger): Promise<Survey> {
  const { read } = ledger.database;
  const promos = await read
    .selectFrom('issuer_mottor_promos')
    .groupBy('site_id')
    .select((row) => ['site_id', row.fn.countAll().as('promos')])
    .execute();
  const promoCounts = new Map(promos.map((row) => [row.site_id, Number(row.promos)]));
  const mottorSites = await read
    .selectFrom('issuer_mottor_sites')
    .select(['account_id', 'id', 'currency'])
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const points = await read
    .selectFrom('issuer_loyalclient_points')
    .select(['program_id', 'id', 'title'])
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return {
    sites: await listSites(ledger),
    mottorSites: mottorSites.map(({ account_id, id, currency }) => ({
      userId: account_id,
      siteId: id,
      currency,
      promos: promoCounts.get(id) ?? 0,
    })),
    points: points.map(({ program_id, id, title }) => ({ programId: program_id, pointId: id, title })),
  };
}
