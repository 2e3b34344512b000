export { type Cart, type CartLine, cart, cartLine, MAX_LINES } from './contract/v1/cart.ts';
export { type Config, config } from './contract/v1/config.ts';
export {
  ORDER_STATES,
  type Order,
  type OrderGift,
  type OrderState,
  order,
  orderGift,
  orderId,
  type Reissue,
  type ReserveRequest,
  reissue,
  reserveRequest,
} from './contract/v1/order.ts';
export { type Problem, problem } from './contract/v1/problem.ts';
export {
  type Allocation,
  allocation,
  MAX_CODE_LENGTH,
  MAX_CODES,
  type Quote,
  type QuoteAnswer,
  type QuoteCode,
  type QuoteRequest,
  type QuoteStep,
  quote,
  quoteAnswer,
  quoteCode,
  quoteRequest,
  quoteStep,
  typedCodes,
} from './contract/v1/quote.ts';
