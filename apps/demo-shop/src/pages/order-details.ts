import { html } from 'hono/html';
import type { OrderStatus } from '../orders/order-status.ts';
import type { TendedOrder } from '../orders/tend-order.ts';
import type { Html, Visit } from '../visit.ts';

/** What an order is made of: lines, sums, delivery, payment, contact. */
export function orderDetails(visit: Visit, { order, perks }: TendedOrder, status: OrderStatus): Html {
  const { words, language, money, asset } = visit;
  const text = words.order;
  const paidByGift = perks.total - perks.amountDue;
  return html`<div class="order-grid">
    <section class="panel" aria-labelledby="order-lines">
      <h2 id="order-lines">${text.lines}</h2>
      <ul class="mini-lines plain">${order.lines.map(
        ({ productId, titles, quantity, unitPrice }) => html`<li>
          <img src="${asset(`/pictures/${productId}.svg`)}" width="640" height="640" alt="">
          <span>${titles[language]}${quantity > 1 && html` <span class="muted">× ${quantity}</span>`}</span>
          <span class="mini-sum">${money(unitPrice * quantity)}</span>
        </li>`,
      )}</ul>
      <dl class="sums">
        <div><dt>${text.goods}</dt><dd>${money(order.goods)}</dd></div>
        <div><dt>${text.delivery}</dt><dd>${order.deliveryPrice === 0 ? words.delivery.free : money(order.deliveryPrice)}</dd></div>
        <div class="${paidByGift === 0 && 'sum-total'}"><dt>${text.total}</dt><dd>${money(perks.total)}</dd></div>
        ${perks.gifts.map((gift) => html`<div class="sum-gift"><dt>${text.gift(gift.code)}</dt><dd>−${money(gift.amount)}</dd></div>`)}
        ${paidByGift > 0 && html`<div class="sum-total"><dt>${text.due}</dt><dd data-due="${perks.amountDue}">${money(perks.amountDue)}</dd></div>`}
      </dl>
    </section>
    <section class="panel" aria-labelledby="order-facts">
      <h2 id="order-facts">${text.details}</h2>
      <dl class="facts">
        <div><dt>${text.contact}</dt><dd>${order.contact.name}<br>${order.contact.phone}<br>${order.contact.email}</dd></div>
        <div><dt>${text.delivery}</dt><dd>${words.delivery[order.delivery].title}<br>${order.deliveryPlace}</dd></div>
        <div><dt>${text.payment}</dt><dd>${text.moneyStates[order.money] || paymentWords(visit, order.payment, perks.amountDue)}</dd></div>
        <div><dt>${text.status}</dt><dd>${text.states[status]}</dd></div>
      </dl>
    </section>
  </div>`;
}

function paymentWords({ words }: Visit, payment: 'card' | 'onDelivery', due: number): string {
  return due === 0 ? words.order.paidByGift : words.checkout[payment].title;
}
