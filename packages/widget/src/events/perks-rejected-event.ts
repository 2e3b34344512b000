import type { QuoteCode } from '@checkout-perks/core/contract';

/** Codes were not applied: the one just typed, or one that had been applied before. */
export class PerksRejectedEvent extends CustomEvent<{ codes: readonly QuoteCode[] }> {
  constructor(codes: readonly QuoteCode[]) {
    super('perks-rejected', { bubbles: true, composed: true, detail: { codes } });
  }
}

declare global {
  interface HTMLElementEventMap {
    'perks-rejected': PerksRejectedEvent;
  }
}
