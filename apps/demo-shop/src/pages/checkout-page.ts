import { html } from 'hono/html';
import type { CheckoutField } from '../checkout/checkout-form.ts';
import type { CheckoutProblem } from '../checkout/checkout-problem.ts';
import type { Html, Visit } from '../visit.ts';
import { checkoutFields } from './checkout-fields.ts';
import { checkoutSummary } from './checkout-summary.ts';
import type { CheckoutView } from './checkout-view.ts';
import { demoCodesPanel } from './demo-codes-panel.ts';
import { icon } from './icon.ts';
import { layout } from './layout.ts';

/** The checkout: one form, the gift codes and the sum. */
export function checkoutPage(visit: Visit, view: CheckoutView): Html {
  const { words } = visit;
  return layout(visit, {
    title: words.checkout.title,
    unlisted: true,
    styles: ['checkout'],
    // The page's own script comes first, so that it hears of the widget's first quote.
    scripts: ['/assets/checkout.js', '/assets/checkout-perks.js', '/assets/copy.js'],
    content: html`<div class="wrap">
      <nav class="path" aria-label="${words.product.path}"><a href="/cart">${words.checkout.back}</a></nav>
      <h1 class="page-title">${words.checkout.title}</h1>
      ${notice(visit, view)}
      <form class="two-columns checkout" id="checkout" method="post" action="/checkout">
        <input type="hidden" name="attempt" value="${view.attempt}">
        <input type="hidden" name="seen-goods" value="${view.cart.goods}">
        <div class="checkout-fields">${checkoutFields(visit, view)}</div>
        <div class="checkout-side">${checkoutSummary(visit, view)}${demoCodesPanel(visit, view)}</div>
      </form>
    </div>`,
  });
}

function notice(visit: Visit, view: CheckoutView): Html | undefined {
  const { checkout, problems, fields, rejections } = visit.words;
  const rejected = (view.quote?.codes ?? []).filter((code) => code.status === 'rejected');
  if (view.problem === undefined && view.bad.length === 0 && rejected.length === 0) {
    return (
      view.quote && html`<p class="notice calm" role="status">${icon('info')}<span>${checkout.recalculated}</span></p>`
    );
  }
  const mayDropCode = rejected.length > 0 || (view.problem !== undefined && CODE_PROBLEMS.has(view.problem));
  return html`<div class="notice" role="alert" tabindex="-1" autofocus>
    ${icon('info')}
    <div>
      <h2>${checkout.problemTitle}</h2>
      ${view.problem && html`<p>${problems[view.problem]}</p>`}
      ${rejected.map((code) => html`<p><span class="code">${code.typedAs ?? code.code}</span> ${rejections[code.reason ?? ''] ?? problems.codeRejected}</p>`)}
      ${
        view.bad.length > 0 &&
        html`<p>${checkout.fieldProblems}</p><ul>${view.bad.map((field) => html`<li><a href="#${ANCHORS[field] ?? field}">${fields[field]}</a></li>`)}</ul>`
      }
      ${mayDropCode && html`<p><button class="button small quiet" form="checkout" name="intent" value="without-codes">${checkout.placeWithoutCode}</button></p>`}
    </div>
  </div>`;
}

const CODE_PROBLEMS = new Set<CheckoutProblem>(['codeRejected', 'codeInUse', 'giftsDown', 'attempts', 'declined']);

/** Where the fields that are no single input can be found. */
const ANCHORS: Partial<Record<CheckoutField, string>> = {
  delivery: 'delivery-courier',
  payment: 'payment-card',
  codes: 'perks-code',
};
