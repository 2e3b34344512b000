export {
  type GiftTender,
  type Price,
  type PricedCart,
  type PricedGift,
  type PriceStep,
  priceCart,
  type StepAllocation,
} from './pricing/price-cart.ts';
