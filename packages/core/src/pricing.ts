export { choosePromos, type PromoChoice, type PromoRejection, type PromoStacking } from './pricing/choose-promos.ts';
export type {
  Price,
  PricedGift,
  PricedLine,
  PricedPoints,
  PriceStep,
  StepAllocation,
  StepCap,
} from './pricing/price.ts';
export { priceCart } from './pricing/price-cart.ts';
export type { PricedCart, PricedCartLine } from './pricing/priced-cart.ts';
export type {
  DiscountTerms,
  GiftTender,
  LevelTerms,
  PointsTerms,
  PricedPerks,
  PromoTerms,
} from './pricing/priced-perks.ts';
