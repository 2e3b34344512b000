/** There was no usable answer: `code` is one of the error table of `@checkout-perks/core/errors`, or a newer one. */
export class PerksErrorEvent extends CustomEvent<{ code: string }> {
  constructor(code: string) {
    super('perks-error', { bubbles: true, composed: true, detail: { code } });
  }
}

declare global {
  interface HTMLElementEventMap {
    'perks-error': PerksErrorEvent;
  }
}
