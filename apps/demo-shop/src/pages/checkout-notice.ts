import { html } from 'hono/html';
import type { CheckoutField } from '../checkout/checkout-form.ts';
import type { CheckoutProblem } from '../checkout/checkout-problem.ts';
import type { Html, Visit } from '../visit.ts';
import type { CheckoutView } from './checkout-view.ts';
import { icon } from './icon.ts';

/** Tells why the order was not placed, and what the shopper can do. */
export function checkoutNotice(visit: Visit, view: CheckoutView): Html | undefined {
  const { checkout, problems, fields, rejections } = visit.words;
  const rejected = (view.quote?.codes ?? []).filter((code) => code.status === 'rejected');
  if (view.problem === undefined && view.bad.length === 0 && rejected.length === 0) {
    return (
      view.quote && html`<p class="notice calm" role="status">${icon('info')}<span>${checkout.recalculated}</span></p>`
    );
  }
  const newPrice = getNewPrice(view);
  const mayDropCode = rejected.length > 0 || (view.problem !== undefined && CODE_PROBLEMS.has(view.problem));
  return html`<div class="notice" role="alert" tabindex="-1" autofocus>
    ${icon('info')}
    <div>
      <h2>${checkout.problemTitle}</h2>
      ${view.problem && html`<p>${problems[view.problem]}</p>`}
      ${rejected.map((code) => html`<p><span class="code">${code.typedAs ?? code.code}</span> ${rejections[code.reason ?? ''] ?? problems.codeRejected}${code.keptCode && html` ${checkout.kept(code.keptCode)}`}</p>`)}
      ${
        view.bad.length > 0 &&
        html`<p>${checkout.fieldProblems}</p><ul>${view.bad.map((field) => html`<li><a href="#${ANCHORS[field] ?? field}">${fields[field]}</a></li>`)}</ul>`
      }
      <p class="notice-actions">
        ${newPrice && html`<input type="hidden" form="checkout" name="perks-new" value="${newPrice.token}"><button class="button small" form="checkout" name="intent" value="at-new-price">${checkout.placeFor(visit.money(newPrice.due))}</button>`}
        ${mayDropCode && html`<button class="button small quiet" form="checkout" name="intent" value="without-codes">${checkout.placeWithoutCode}</button>`}
      </p>
    </div>
  </div>`;
}

/** Gets the new price at which the order can be placed. If no perk is left, the button says "without codes" instead. */
function getNewPrice({ quote, token, problem, bad }: CheckoutView): { token: string; due: number } | undefined {
  if (!quote || !token || bad.length > 0) return undefined;
  return quote.steps.length > 0 || problem === 'quoteChanged' ? { token, due: quote.amountDue } : undefined;
}

const CODE_PROBLEMS = new Set<CheckoutProblem>([
  'codeRejected',
  'codeInUse',
  'perksDown',
  'attempts',
  'declined',
  'pointsGone',
  'memberGone',
]);

/** Ids of the fields that are not a single input. */
const ANCHORS: Partial<Record<CheckoutField, string>> = {
  delivery: 'delivery-courier',
  payment: 'payment-card',
  codes: 'perks-code',
};
