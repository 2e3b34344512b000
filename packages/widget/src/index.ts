export { CheckoutPerksElement } from './element/checkout-perks-element.ts';
export { PerksErrorEvent } from './events/perks-error-event.ts';
export { PerksQuoteEvent } from './events/perks-quote-event.ts';
export { PerksRejectedEvent } from './events/perks-rejected-event.ts';
export { registerLocale } from './i18n/locale-registry.ts';
export type { MessageKey, Messages } from './i18n/messages.ts';
