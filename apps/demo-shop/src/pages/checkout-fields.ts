import { html } from 'hono/html';
import type { CheckoutField } from '../checkout/checkout-form.ts';
import { DELIVERY_METHODS, DELIVERY_PRICES, PICKUP_POINTS } from '../delivery.ts';
import type { Html, Visit } from '../visit.ts';
import type { CheckoutView } from './checkout-view.ts';
import { formField } from './form-field.ts';
import { icon } from './icon.ts';

/** The fields for contact, delivery and payment. */
export function checkoutFields(visit: Visit, view: CheckoutView): Html {
  const { words, money } = visit;
  const { checkout, delivery, fields } = words;
  const { form, bad } = view;
  const problem = (field: CheckoutField) => (bad.includes(field) ? fields[field] : undefined);
  const text = { required: true, type: 'text' } as const;

  return html`
    <fieldset class="panel">
      <legend>${checkout.contact}</legend>
      ${formField({ ...text, name: 'name', label: checkout.name, value: form.name, autocomplete: 'name', problem: problem('name') })}
      <div class="field-row">
        ${formField({ ...text, type: 'tel', name: 'phone', label: checkout.phone, value: form.phone, autocomplete: 'tel', hint: checkout.phoneHint, problem: problem('phone') })}
        ${formField({ ...text, type: 'email', name: 'email', label: checkout.email, value: form.email, autocomplete: 'email', hint: checkout.emailHint, problem: problem('email') })}
      </div>
    </fieldset>
    <fieldset class="panel">
      <legend>${checkout.delivery}</legend>
      <div class="choices">${DELIVERY_METHODS.map((method) =>
        choice({
          name: 'delivery',
          value: method,
          checked: form.delivery === method,
          title: delivery[method].title,
          note: delivery[method].note,
          aside: DELIVERY_PRICES[method] === 0 ? delivery.free : money(DELIVERY_PRICES[method]),
          price: DELIVERY_PRICES[method],
        }),
      )}</div>
      <p class="for-pickup">${icon('pin')}<span>${delivery.workshop}</span></p>
      <div class="for-courier">
        ${formField({ name: 'address', label: checkout.address, value: form.address, autocomplete: 'street-address', hint: checkout.addressHint, problem: problem('address') })}
      </div>
      <div class="for-point field">
        <label for="point">${checkout.point}</label>
        <select id="point" name="point">${PICKUP_POINTS.map((point) => html`<option value="${point}" ${form.point === point && 'selected'}>${delivery.points[point]}</option>`)}</select>
      </div>
    </fieldset>
    <fieldset class="panel">
      <legend>${checkout.payment}</legend>
      <div class="choices">${(['card', 'onDelivery'] as const).map((payment) =>
        choice({
          name: 'payment',
          value: payment,
          checked: form.payment === payment,
          title: checkout[payment].title,
          note: checkout[payment].note,
        }),
      )}</div>
    </fieldset>`;
}

interface Choice {
  name: string;
  value: string;
  checked: boolean;
  title: string;
  note: string;
  aside?: string;
  /** Kopecks, for the script that updates the total. */
  price?: number;
}

function choice({ name, value, checked, title, note, aside, price }: Choice): Html {
  const id = `${name}-${value}`;
  return html`<label class="choice" for="${id}">
    <input type="radio" id="${id}" name="${name}" value="${value}" ${checked && 'checked'} ${price !== undefined && html`data-price="${price}"`}>
    <span class="choice-words"><b>${title}</b><span>${note}</span></span>
    ${aside && html`<span class="choice-price">${aside}</span>`}
  </label>`;
}
