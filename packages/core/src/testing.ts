export { describeGiftProvider, type GiftProviderSubject, type TestRunner } from './testing/describe-gift-provider.ts';
export {
  describePointsProvider,
  type MemberSeed,
  type PointsProviderSubject,
} from './testing/describe-points-provider.ts';
export { describePromoProvider, type PromoProviderSubject, type PromoSeed } from './testing/describe-promo-provider.ts';
