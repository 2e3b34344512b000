import { html } from 'hono/html';
import { findNeighbours } from '../catalogue/catalogue.ts';
import type { Product } from '../catalogue/product.ts';
import type { Html, Visit } from '../visit.ts';
import { addedNotice } from './added-notice.ts';
import { icon } from './icon.ts';
import { layout } from './layout.ts';
import { productCard } from './product-card.ts';

/** Optional notices of a product page. */
export interface ProductPageNotes {
  added?: Product | undefined;
  /** The requested quantity is invalid. */
  badQuantity?: boolean;
}

/** The page of one product. */
export function productPage(visit: Visit, product: Product, notes: ProductPageNotes = {}): Html {
  const { words, language, money, asset } = visit;
  const text = product.text[language];
  return layout(visit, {
    title: text.title,
    styles: ['goods'],
    content: html`<div class="wrap">
      <nav class="path" aria-label="${words.product.path}"><a href="/">${words.shop.name}</a><a href="/#${product.shelf}">${words.shelves[product.shelf]}</a></nav>
      <article class="product">
        <div class="product-picture"><img src="${asset(`/pictures/${product.id}.svg`)}" width="640" height="640" alt="${text.picture}"></div>
        <div class="product-words">
          <h1>${text.title}</h1>
          <p class="lead">${text.tagline}</p>
          <p class="price big">${money(product.price)}</p>
          <form class="buy" method="post" action="/cart/add">
            <input type="hidden" name="product" value="${product.id}">
            <input type="hidden" name="back" value="/goods/${product.id}">
            <label class="buy-quantity"><span>${words.product.quantity}</span>
              <input type="number" name="quantity" value="1" min="1" max="99" inputmode="numeric" required ${notes.badQuantity && html`aria-invalid="true" aria-describedby="quantity-problem"`}></label>
            <button class="button">${words.product.add}</button>
          </form>
          ${notes.badQuantity && html`<p class="field-problem" id="quantity-problem" role="alert">${words.cart.more99}</p>`}
          <p class="assurance">${icon('box')}<span>${words.product.promise}</span></p>
          <div class="story">${text.story.map((paragraph) => html`<p>${paragraph}</p>`)}</div>
          <h2 class="small-title">${words.product.facts}</h2>
          <dl class="facts">${text.facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
        </div>
      </article>
      <section class="shelf" aria-labelledby="neighbours">
        <header class="shelf-head"><h2 id="neighbours">${words.product.neighbours}</h2></header>
        <ul class="cards plain">${findNeighbours(product).map((other) => productCard(visit, other))}</ul>
      </section>
      ${addedNotice(visit, notes.added)}
    </div>`,
  });
}
