import { html } from 'hono/html';
import { listProducts, SHELVES } from '../catalogue/catalogue.ts';
import type { Product } from '../catalogue/product.ts';
import type { Html, Visit } from '../visit.ts';
import { addedNotice } from './added-notice.ts';
import { icon } from './icon.ts';
import { layout } from './layout.ts';
import { productCard } from './product-card.ts';

const PROMISE_ICONS = ['box', 'back', 'gift'] as const;

/** The front page: all products, by shelf. */
export function cataloguePage(visit: Visit, added?: Product): Html {
  const { words, asset } = visit;
  const catalogue = words.catalogue;
  return layout(visit, {
    title: catalogue.title,
    styles: ['goods'],
    content: html`
      <section class="hero wrap">
        <div class="hero-words">
          <h1>${catalogue.heroTitle}</h1>
          <p>${catalogue.heroText}</p>
          <p class="hero-buttons">
            <a class="button" href="#tea">${catalogue.heroButton}</a>
            <a class="button quiet" href="#kitchen">${catalogue.heroLink}</a>
          </p>
        </div>
        <img class="hero-picture" src="${asset('/pictures/hero.svg')}" width="1200" height="760" alt="">
      </section>
      <ul class="promises wrap plain">
        ${catalogue.promises.map(([title, text], index) => html`<li>${icon(PROMISE_ICONS[index] ?? 'info')}<p><b>${title}</b><span>${text}</span></p></li>`)}
      </ul>
      ${SHELVES.map(
        (shelf, index) => html`<section class="shelf wrap" id="${shelf}" aria-labelledby="${shelf}-title">
          <header class="shelf-head">
            <h2 id="${shelf}-title">${words.shelves[shelf]}</h2>
            <p>${catalogue.shelfNotes[shelf]}</p>
          </header>
          <ul class="cards plain">${listProducts(shelf).map((product) => productCard(visit, product, index === 0))}</ul>
        </section>`,
      )}
      ${addedNotice(visit, added)}`,
  });
}
