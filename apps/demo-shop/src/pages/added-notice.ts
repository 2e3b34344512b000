import { html } from 'hono/html';
import type { Product } from '../catalogue/product.ts';
import type { Html, Visit } from '../visit.ts';
import { icon } from './icon.ts';

/** The notice after a product was added to the cart. */
export function addedNotice(visit: Visit, product: Product | undefined): Html | undefined {
  if (product === undefined) return undefined;
  const { words, language } = visit;
  return html`<div class="toast" role="status">
    <p>${icon('check')}<span>${words.product.added(product.text[language].title)}</span></p>
    <a class="button small" href="/cart">${words.product.openCart}</a>
  </div>`;
}
