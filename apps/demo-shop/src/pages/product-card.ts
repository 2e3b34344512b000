import { html } from 'hono/html';
import type { Product } from '../catalogue/product.ts';
import type { Html, Visit } from '../visit.ts';

/** One product in a list: picture, name, price and a button to add it to the cart. */
export function productCard(visit: Visit, product: Product, eager = false): Html {
  const { words, language, money, asset } = visit;
  const text = product.text[language];
  return html`<li class="card">
    <a class="card-link" href="/goods/${product.id}">
      <span class="card-picture"><img src="${asset(`/pictures/${product.id}.svg`)}" width="640" height="640" alt="" ${eager ? '' : html`loading="lazy"`}></span>
      <span class="card-title">${text.title}</span>
    </a>
    <p class="card-line">${text.tagline}</p>
    <div class="card-foot">
      <p class="price">${money(product.price)}</p>
      <form method="post" action="/cart/add">
        <input type="hidden" name="product" value="${product.id}">
        <input type="hidden" name="quantity" value="1">
        <input type="hidden" name="back" value="${visit.path}">
        <button class="button small" aria-label="${words.product.addLabel(text.title)}">${words.product.add}</button>
      </form>
    </div>
  </li>`;
}
