import type { Quote } from '@checkout-perks/core/contract';

/** A new quote holds: every code in it is applied, and the token stands for it when the order is placed. */
export class PerksQuoteEvent extends CustomEvent<{ quote: Quote; token: string }> {
  constructor(quote: Quote, token: string) {
    super('perks-quote', { bubbles: true, composed: true, detail: { quote, token } });
  }
}

declare global {
  interface HTMLElementEventMap {
    'perks-quote': PerksQuoteEvent;
  }
}
