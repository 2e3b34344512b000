export { createPerks, type Perks } from './create-perks.ts';
export type { RequestInfo } from './handler/client-address.ts';
export type { GuessLimits } from './handler/guess-budget.ts';
export type { Orders } from './orders/create-orders.ts';
export type { OrderTiming } from './orders/order-context.ts';
export { OrderRefusal } from './orders/order-refusal.ts';
export { QuoteRefusal } from './orders/quote-refusal.ts';
export type { Recovered } from './orders/recover.ts';
export type { Mishap, PerksOptions } from './perks-options.ts';
