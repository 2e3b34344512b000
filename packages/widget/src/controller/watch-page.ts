import type { Cart } from '@checkout-perks/core/contract';

/** What the page tells the element. */
export interface PageWatcher {
  /** The language or the children have changed. */
  changed(): void;
  /** The cart of a child `<script type="application/json">`; `undefined` when there is none, or none that can be read. */
  cart(cart: Cart | undefined): void;
  /** A fallback field that the shopper has begun to use. */
  fallback(text: string, focused: boolean): void;
}

/**
 * Watches the page around and inside an element: its language, the cart in a child script, and the fallback field, which
 * is disabled so that the form does not submit it beside the token.
 *
 * @returns Stops it
 */
export function watchPage(host: HTMLElement, watcher: PageWatcher): () => void {
  let script: string | undefined;
  const read = () => {
    watcher.changed();
    const text = host.querySelector('script[type="application/json"]')?.textContent ?? '';
    if (text !== script) {
      script = text;
      watcher.cart(text.trim() ? parsed(text) : undefined);
    }
    for (const input of host.querySelectorAll<HTMLInputElement>('input[name=perks-code]')) {
      const focused = document.activeElement === input;
      if (!input.disabled && (input.value || focused)) watcher.fallback(input.value, focused);
      input.disabled = true;
    }
  };
  const observer = new MutationObserver(read);
  observer.observe(document.documentElement, { attributeFilter: ['lang'] });
  observer.observe(host, { childList: true, subtree: true, characterData: true });
  read();
  return () => observer.disconnect();
}

function parsed(script: string): Cart | undefined {
  try {
    return JSON.parse(script);
  } catch {
    console.warn('<checkout-perks>: the cart is not valid JSON');
    return undefined;
  }
}
