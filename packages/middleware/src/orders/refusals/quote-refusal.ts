import type { Quote } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';

/** A refusal that brings what holds now, for the shopper to look at and agree to. */
export class QuoteRefusal extends PerksError {
  declare readonly code: 'QUOTE_CHANGED' | 'QUOTE_EXPIRED' | 'PERK_REJECTED';
  readonly quote: Quote;
  /** Stands for {@link quote}; reserve with it once the shopper agrees. Not enumerable, so that it stays out of logs. */
  declare readonly token: string;

  constructor(code: QuoteRefusal['code'], quote: Quote, token: string) {
    super(code);
    this.quote = quote;
    Object.defineProperty(this, 'token', { value: token });
  }
}
