import { html } from 'hono/html';
import { formatDay } from '../i18n/format.ts';
import type { OrderStatus } from '../orders/order-status.ts';
import type { TendedOrder } from '../orders/tend-order.ts';
import type { Html, Visit } from '../visit.ts';
import { sumRows } from './sum-rows.ts';

/** States of an order that was placed and not cancelled. */
const STANDS: ReadonlySet<string> = new Set(['reserving', 'reserved', 'committing', 'committed', 'attention']);

/** The details of an order: items, every step of the total, delivery, payment, points, contact. */
export function orderDetails(visit: Visit, { order, perks }: TendedOrder, status: OrderStatus): Html {
  const { words, language, money, asset } = visit;
  const text = words.order;
  // For a cancelled order, the list of refunds shows the points.
  const points = STANDS.has(perks.state) ? pointsWords(visit, perks.points) : undefined;
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
      <h3 class="sums-title">${text.breakdown}</h3>
      ${sumRows(visit, perks.quote)}
      ${points && html`<p class="order-points">${points}</p>`}
    </section>
    <section class="panel" aria-labelledby="order-facts">
      <h2 id="order-facts">${text.details}</h2>
      <dl class="facts">
        <div><dt>${text.contact}</dt><dd>${order.contact.name}<br>${order.contact.phone}<br>${order.contact.email}</dd></div>
        <div><dt>${text.delivery}</dt><dd>${words.delivery[order.delivery].title}<br>${order.deliveryPlace}</dd></div>
        <div><dt>${text.payment}</dt><dd>${text.moneyStates[order.money] || paymentWords(visit, order.payment, perks.amountDue, perks.gifts.length)}</dd></div>
        <div><dt>${text.status}</dt><dd>${text.states[status]}<br><span class="muted">${text.placed(formatDay(language, order.createdAt))}</span></dd></div>
      </dl>
    </section>
  </div>`;
}

function paymentWords({ words }: Visit, payment: 'card' | 'onDelivery', due: number, gifts: number): string {
  if (due > 0) return words.checkout[payment].title;
  return gifts > 0 ? words.order.paidByGift : words.order.nothingDue;
}

/** The state of the points, as far as it is known. */
function pointsWords({ words }: Visit, points: TendedOrder['perks']['points']): string | undefined {
  if (!points) return undefined;
  const { pointStates } = words.order;
  const { spend, earn = 0, status } = points;
  const { countPoints } = words.sums;
  switch (status) {
    case 'held':
    case 'unheld':
      if (spend > 0) return pointStates.held(countPoints(spend));
      return earn > 0 ? pointStates.toEarn(countPoints(earn)) : undefined;
    case 'spent':
      return pointStates.spent(countPoints(spend));
    case 'earned':
      return earn > 0 ? pointStates.earned(countPoints(earn)) : undefined;
    default:
      return earn > 0 ? pointStates.toEarn(countPoints(earn)) : undefined;
  }
}
