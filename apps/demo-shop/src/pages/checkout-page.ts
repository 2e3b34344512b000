import { html } from 'hono/html';
import type { Html, Visit } from '../visit.ts';
import { checkoutFields } from './checkout-fields.ts';
import { checkoutNotice } from './checkout-notice.ts';
import { checkoutSummary } from './checkout-summary.ts';
import type { CheckoutView } from './checkout-view.ts';
import { demoPanel } from './demo-panel.ts';
import { layout } from './layout.ts';

/** The checkout page: one form with the perks and the total. */
export function checkoutPage(visit: Visit, view: CheckoutView): Html {
  const { words } = visit;
  return layout(visit, {
    title: words.checkout.title,
    unlisted: true,
    styles: ['checkout'],
    // The page's script comes first. Otherwise it would miss the widget's first quote event.
    scripts: ['/assets/checkout.js', '/assets/checkout-perks.js', ...(view.inbox ? ['/assets/inbox.js'] : [])],
    content: html`<div class="wrap">
      <nav class="path" aria-label="${words.product.path}"><a href="/cart">${words.checkout.back}</a></nav>
      <h1 class="page-title">${words.checkout.title}</h1>
      ${checkoutNotice(visit, view)}
      <form class="two-columns checkout" id="checkout" method="post" action="/checkout">
        <input type="hidden" name="attempt" value="${view.attempt}">
        <input type="hidden" name="seen-goods" value="${view.cart.goods}">
        <div class="checkout-fields">${checkoutFields(visit, view)}</div>
        <div class="checkout-side">${checkoutSummary(visit, view)}${demoPanel(visit, view)}</div>
      </form>
    </div>`,
  });
}
