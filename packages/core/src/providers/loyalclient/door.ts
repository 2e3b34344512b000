export {
  createLoyalClient,
  type LoyalClient,
  type LoyalClientOptions,
  type LoyalHold,
  type LoyalOperation,
  type LoyalRecalc,
} from './client.ts';
export type { LoyalLevelType, LoyalPerson } from './loyal-person.ts';
export { createLoyalClientPointsProvider, type LoyalClientPointsProviderOptions } from './provider.ts';
