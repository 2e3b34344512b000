import { html } from 'hono/html';
import type { CartView, CartViewLine } from '../cart/cart-view.ts';
import type { Html, Visit } from '../visit.ts';
import { icon } from './icon.ts';
import { layout } from './layout.ts';

/** The cart page: items, quantities and total. */
export function cartPage(visit: Visit, cart: CartView, badQuantityOf?: string): Html {
  const { words, money } = visit;
  const title = words.cart.title;
  if (cart.lines.length === 0) {
    return layout(visit, {
      title,
      styles: ['cart'],
      content: html`<div class="wrap narrow empty">
        <img src="${visit.asset('/pictures/teapot.svg')}" width="640" height="640" alt="">
        <h1>${words.cart.empty}</h1>
        <p>${words.cart.emptyText}</p>
        <p><a class="button" href="/">${words.cart.emptyLink}</a></p>
      </div>`,
    });
  }
  return layout(visit, {
    title,
    styles: ['cart'],
    scripts: ['/assets/cart.js'],
    content: html`<div class="wrap">
      <h1 class="page-title">${title}</h1>
      <div class="two-columns">
        <ul class="cart-lines plain">${cart.lines.map((line) => cartLine(visit, line, badQuantityOf === line.product.id))}</ul>
        <section class="panel summary" aria-labelledby="cart-summary">
          <h2 id="cart-summary">${words.cart.summary}</h2>
          <dl class="sums"><div class="sum-total"><dt>${words.cart.goods(cart.count)}</dt><dd>${money(cart.goods)}</dd></div></dl>
          <p class="hint">${icon('box')}<span>${words.cart.deliveryLater}</span></p>
          <p class="hint">${icon('gift')}<span>${words.cart.giftLater}</span></p>
          <p><a class="button wide" href="/checkout">${words.cart.checkout}</a></p>
        </section>
      </div>
    </div>`,
  });
}

function cartLine(visit: Visit, line: CartViewLine, badQuantity: boolean): Html {
  const { words, language, money, asset } = visit;
  const { product, quantity } = line;
  const title = product.text[language].title;
  const problem = `quantity-problem-${product.id}`;
  return html`<li class="cart-line">
    <a class="cart-picture" href="/goods/${product.id}" tabindex="-1" aria-hidden="true"><img src="${asset(`/pictures/${product.id}.svg`)}" width="640" height="640" alt=""></a>
    <div class="cart-what">
      <a class="cart-title" href="/goods/${product.id}">${title}</a>
      <p class="muted">${money(product.price)} ${quantity > 1 && words.cart.each}</p>
    </div>
    <form class="stepper" method="post" action="/cart/change">
      <input type="hidden" name="product" value="${product.id}">
      <button class="update">${words.cart.update}</button>
      <button class="step" name="step" value="-1" aria-label="${words.cart.less(title)}">−</button>
      <input type="number" name="quantity" value="${quantity}" min="0" max="99" inputmode="numeric" aria-label="${words.cart.quantityLabel(title)}" ${badQuantity && html`aria-invalid="true" aria-describedby="${problem}"`}>
      <button class="step" name="step" value="1" aria-label="${words.cart.more(title)}">+</button>
    </form>
    <p class="price cart-sum">${money(line.total)}</p>
    <form class="cart-remove" method="post" action="/cart/remove">
      <input type="hidden" name="product" value="${product.id}">
      <button class="link-button" aria-label="${words.cart.removeLabel(title)}">${icon('bin')}<span>${words.cart.remove}</span></button>
    </form>
    ${badQuantity && html`<p class="field-problem" id="${problem}" role="alert">${words.cart.more99}</p>`}
  </li>`;
}
