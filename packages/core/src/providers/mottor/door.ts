export { createMottorClient, type MottorClient, type MottorClientOptions } from './client.ts';
export type { MottorPromo } from './mottor-promo.ts';
export type { MottorStatistic } from './mottor-statistic.ts';
export type { MottorBonus, MottorLimits, MottorPromoChange, MottorPromoDraft } from './promo-body.ts';
export { createMottorPromoProvider, type MottorPromoProviderOptions } from './provider.ts';
