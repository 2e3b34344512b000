import { html, raw } from 'hono/html';
import { perksCart } from '../cart/cart-view.ts';
import { DELIVERY_PRICES } from '../delivery.ts';
import type { Html, Visit } from '../visit.ts';
import type { CheckoutView } from './checkout-view.ts';
import { inboxPanel } from './inbox-panel.ts';
import { sumRows } from './sum-rows.ts';

/**
 * The items and the total. The plain total is for a page without JavaScript. Once `<checkout-perks>` runs, its total replaces
 * the plain one (`shop.css`), so that a page never shows two totals.
 */
export function checkoutSummary(visit: Visit, view: CheckoutView): Html {
  const { words, language, money, asset } = visit;
  const { checkout } = words;
  const { cart, form } = view;
  return html`<section class="panel summary" aria-labelledby="summary-title">
    <h2 id="summary-title">${checkout.summary}</h2>
    <ul class="mini-lines plain">${cart.lines.map(
      ({ product, quantity, total }) => html`<li>
        <img src="${asset(`/pictures/${product.id}.svg`)}" width="640" height="640" alt="">
        <span>${product.text[language].title}${quantity > 1 && html` <span class="muted">× ${quantity}</span>`}</span>
        <span class="mini-sum">${money(total)}</span>
      </li>`,
    )}</ul>
    <checkout-perks endpoint="${view.endpoint}" name="perks" lang="${language}" ${view.customerToken && html`customer-token="${view.customerToken}"`}>
      ${jsonScript(perksCart(cart, DELIVERY_PRICES[form.delivery]))}
      <div class="field">
        <label for="perks-code">${checkout.code}</label>
        <input id="perks-code" name="perks-code" value="${view.codes}" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="400" aria-describedby="perks-code-hint">
        <p class="field-hint" id="perks-code-hint">${checkout.codeHint}</p>
      </div>
    </checkout-perks>
    ${inboxPanel(visit, view.inbox)}
    ${view.demo && html`<p class="to-demo"><a href="#demo-codes">${words.demo.title}</a> <span class="badge">${words.demo.badge}</span></p>`}
    ${plainSums(visit, view)}
    <button class="button wide" name="intent" value="place">${checkout.place}</button>
    <div class="plain-only" id="recalculate">
      <button class="button wide quiet" name="intent" value="recalculate">${checkout.recalculate}</button>
      <p class="field-hint">${checkout.recalculateHint}</p>
    </div>
    <p class="small-print">${checkout.placeNote}</p>
  </section>`;
}

function plainSums(visit: Visit, { cart, form, quote }: CheckoutView): Html {
  if (quote) return html`<div class="plain-sums">${sumRows(visit, quote)}</div>`;
  const { words, money } = visit;
  const delivery = DELIVERY_PRICES[form.delivery];
  return html`<dl class="sums plain-sums">
    <div><dt>${words.sums.goods}</dt><dd>${money(cart.goods)}</dd></div>
    <div><dt>${words.sums.delivery}</dt><dd id="plain-delivery">${delivery === 0 ? words.delivery.free : money(delivery)}</dd></div>
    <div class="sum-total"><dt>${words.sums.total}</dt><dd id="plain-total">${money(cart.goods + delivery)}</dd></div>
  </dl>`;
}

/** Renders data for a script of the page. `<` is escaped, so that no text can end the element early. */
export function jsonScript(data: unknown): Html {
  const json = JSON.stringify(data).replace(/</g, '\\u003c');
  return html`<script type="application/json">${raw(json)}</script>`;
}
