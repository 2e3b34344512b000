import type { ShopAccess } from './create-shop.ts';

/** Lists the addresses of the three APIs. @param origin Such as `http://127.0.0.1:4010` */
export function describeAddresses(origin: string): string {
  return [`V-DAR        ${origin}/api/v1`, `Mottor       ${origin}`, `LoyalClient  ${origin}`].join('\n');
}

/** Lists what a shop must configure besides the addresses. This is the only place that shows the keys. */
export function describeAccess({ vDar, mottor, loyalClient }: ShopAccess): string {
  return [
    'V-DAR, gift codes',
    `  X-API-Key  ${vDar.apiKey}`,
    `  site_id    ${vDar.siteId}`,
    'Mottor, promo codes',
    `  X-Api-User-Id  ${mottor.userId}`,
    `  Authorization  Bearer ${mottor.apiKey}`,
    `  site_id        ${mottor.siteId}`,
    'LoyalClient, loyalty points',
    `  apikey   ${loyalClient.apiKey}`,
    `  point    ${loyalClient.pointId}`,
    `  program  ${loyalClient.programId} (for this issuer's own commands)`,
    '',
    'Write the keys down: they are shown only once. The database stores only their hashes.',
  ].join('\n');
}
