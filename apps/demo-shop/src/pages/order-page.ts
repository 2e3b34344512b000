import type { Reissue } from '@checkout-perks/core/contract';
import { html } from 'hono/html';
import { formatDay } from '../i18n/format.ts';
import { type OrderStatus, orderStatus } from '../orders/order-status.ts';
import type { TendedOrder } from '../orders/tend-order.ts';
import type { Html, Visit } from '../visit.ts';
import { icon } from './icon.ts';
import { layout } from './layout.ts';
import { orderDetails } from './order-details.ts';
import { orderReturn } from './order-return.ts';

const ICONS: Readonly<Record<OrderStatus, Parameters<typeof icon>[0]>> = {
  waiting: 'clock',
  refused: 'cross',
  confirming: 'clock',
  paid: 'check',
  paidByGift: 'check',
  paidByPerks: 'check',
  accepted: 'check',
  declined: 'cross',
  cancelled: 'cross',
  expired: 'clock',
  returning: 'clock',
  refunded: 'back',
  calledOff: 'back',
  attention: 'clock',
};

const GOOD: ReadonlySet<OrderStatus> = new Set(['paid', 'paidByGift', 'paidByPerks', 'accepted']);
const BETWEEN: ReadonlySet<OrderStatus> = new Set(['confirming', 'returning']);
const CANCELLABLE: ReadonlySet<OrderStatus> = new Set([
  'waiting',
  'refused',
  'paid',
  'paidByGift',
  'paidByPerks',
  'accepted',
]);
const BACK_TO_CART: ReadonlySet<OrderStatus> = new Set(['declined', 'expired']);

/** Seconds after which a page of an unfinished order refreshes. */
const REFRESH = 3;

/** The page of an order: state, new gift codes, refunds, details, and a form to cancel it. */
export function orderPage(visit: Visit, tended: TendedOrder, notice?: 'tryLater'): Html {
  const { words, money } = visit;
  const { order, perks } = tended;
  const status = orderStatus(tended);
  const codes = newCodes(tended);
  const owed = codes.some(({ reissue }) => reissue.status !== 'issued');
  const waits = BETWEEN.has(status) || owed;
  return layout(visit, {
    title: words.order.title(order.number),
    unlisted: true,
    styles: ['order'],
    scripts: ['/assets/copy.js', '/assets/print.js', ...(GOOD.has(status) ? ['/assets/placed.js'] : [])],
    ...(waits ? { refreshAfter: REFRESH } : {}),
    content: html`<div class="wrap order">
      ${notice && html`<div class="notice" role="alert">${icon('info')}<p>${words.order[notice]}</p></div>`}
      <header class="order-head ${GOOD.has(status) && 'good'}">
        ${icon(ICONS[status])}
        <div>
          <p class="order-number">${words.order.title(order.number)}</p>
          <h1>${GOOD.has(status) ? words.order.thanks : words.order.states[status]}</h1>
          <p class="order-state" data-state="${perks.state}">
            ${GOOD.has(status) && html`<b>${words.order.states[status]}.</b> `}${words.order.notes[status]}
          </p>
        </div>
      </header>
      ${codes.map(({ reissue, why }) => newCodePanel(visit, reissue, why))}
      ${
        (status === 'waiting' || status === 'refused') &&
        html`<p class="order-actions"><a class="button" href="/bank/${order.id}">${status === 'refused' ? words.order.payAgain : words.order.pay} · ${money(perks.amountDue)}</a></p>`
      }
      ${BACK_TO_CART.has(status) && html`<p class="order-actions"><a class="button" href="/cart">${words.order.backToCart}</a></p>`}
      ${waits && html`<p class="order-actions"><a class="button quiet" href="/orders/${order.id}">${words.order.refresh}</a></p>`}
      ${orderReturn(visit, tended)}
      ${orderDetails(visit, tended, status)}
      ${CANCELLABLE.has(status) && cancelPanel(visit, tended)}
      <p class="small-print">${words.order.keepAddress} <button type="button" class="link-button" data-print hidden>${words.order.print}</button></p>
    </div>`,
  });
}

interface NewCode {
  reissue: Reissue;
  why: 'newCodeRemainder' | 'newCodeRefund';
}

function newCodes({ perks }: TendedOrder): NewCode[] {
  const remainders = perks.gifts.flatMap(({ remainder }) => (remainder ? [remainder] : []));
  return [
    ...perks.returned.map((reissue): NewCode => ({ reissue, why: 'newCodeRefund' })),
    ...remainders.map((reissue): NewCode => ({ reissue, why: 'newCodeRemainder' })),
  ];
}

function newCodePanel({ words, language, money }: Visit, reissue: Reissue, why: NewCode['why']): Html {
  const { order } = words;
  return html`<section class="gift-ticket" aria-label="${order.newCode}">
    <div class="gift-ticket-head">${icon('gift')}<div><h2>${order.newCode}</h2><p>${order[why](money(reissue.amount))}</p></div></div>
    ${
      reissue.code === undefined
        ? html`<p>${order.newCodeOwed}</p>`
        : html`<p class="gift-code"><code class="code" data-new-code>${reissue.code}</code>
      <button type="button" class="button small" data-copy="${reissue.code}" data-copied="${order.copied}" hidden>${order.copy}</button></p>
    <p class="gift-ticket-foot">${reissue.expiresAt && html`<b>${order.newCodeDay(formatDay(language, Date.parse(reissue.expiresAt)))}</b><br>`}${order.newCodeKeep}</p>`
    }
  </section>`;
}

function cancelPanel({ words }: Visit, { order, perks }: TendedOrder): Html {
  const hasPerks = perks.gifts.length > 0 || (perks.points?.spend ?? 0) > 0 || (perks.promos ?? []).length > 0;
  const paid = perks.state === 'committed' && (hasPerks || order.money === 'captured');
  return html`<details class="cancel">
    <summary>${words.order.cancel}</summary>
    <form method="post" action="/orders/${order.id}/cancel">
      <p><b>${words.order.cancelSure}</b> ${paid ? words.order.cancelPaid : perks.state === 'reserved' && hasPerks && words.order.cancelHeld}</p>
      <button class="button danger">${words.order.cancelYes}</button>
    </form>
  </details>`;
}
