import { html } from 'hono/html';
import { DELIVERY_PRICES } from '../delivery.ts';
import type { Html, Visit } from '../visit.ts';
import type { CheckoutView } from './checkout-view.ts';

/** A few codes that really work, so that a visitor has something to type. Plainly no part of an ordinary checkout. */
export function demoCodesPanel(visit: Visit, { demo, cart, form }: CheckoutView): Html | undefined {
  if (demo === undefined) return undefined;
  const { words, money } = visit;
  const order = cart.goods + DELIVERY_PRICES[form.delivery];
  return html`<aside class="demo-codes" id="demo-codes" aria-labelledby="demo-title">
    <h2 id="demo-title">${words.demo.title} <span class="badge">${words.demo.badge}</span></h2>
    ${
      demo === 'unavailable'
        ? html`<p>${words.demo.unavailable}</p>`
        : html`<p>${words.demo.intro}</p>
      <ul class="plain">${demo.map(
        ({ amount, code }) => html`<li>
        <p class="demo-worth"><b>${money(amount)}</b><span>${amount < order ? words.demo.part : words.demo.over}</span></p>
        <p class="demo-use">
          <code class="code">${code}</code>
          <button type="button" class="link-button" data-copy="${code}" data-copied="${words.demo.copied}" aria-label="${words.demo.copyOf(money(amount))}" hidden>${words.demo.copy}</button>
          <button type="button" class="link-button" data-apply="${code}" aria-label="${words.demo.applyOf(money(amount))}" hidden>${words.demo.apply}</button>
        </p>
      </li>`,
      )}</ul>
      <p>${words.demo.again}</p>`
    }
  </aside>`;
}
