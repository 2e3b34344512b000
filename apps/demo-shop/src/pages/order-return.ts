import { html } from 'hono/html';
import type { TendedOrder } from '../orders/tend-order.ts';
import type { Html, Visit } from '../visit.ts';
import { icon } from './icon.ts';

/** States of orders that were never committed: everything that they reserved is released. */
const LET_GO: ReadonlySet<string> = new Set(['cancelled', 'expired', 'declined']);

/** The refunds of a cancelled order; nothing for other orders. */
export function orderReturn(visit: Visit, tended: TendedOrder): Html | undefined {
  const { back } = visit.words.order;
  const lines = LET_GO.has(tended.perks.state) ? letGo(visit, tended) : refunded(visit, tended);
  if (lines.length === 0) return undefined;
  return html`<section class="panel returned" aria-labelledby="returned">
    <h2 id="returned">${back.title}</h2>
    <ul class="plain">${lines.map(({ text, later }) => html`<li class="${later && 'later'}">${icon(later ? 'clock' : 'check')}<span>${text}</span></li>`)}</ul>
  </section>`;
}

interface ReturnLine {
  text: string;
  /** The shop's staff still has to do it. */
  later?: boolean;
}

function letGo({ words }: Visit, { order, perks }: TendedOrder): ReturnLine[] {
  const { back } = words.order;
  const { points } = perks;
  // The refund of a declined order may be a new code, which the page shows elsewhere.
  const gifts = perks.returned.length > 0 ? [] : perks.gifts.map(({ code }) => back.gift(code));
  const promos = (perks.promos ?? []).map(({ code }) => back.promo(code));
  const spent = points && points.spend > 0 ? [back.points(words.sums.countPoints(points.spend))] : [];
  const money = order.money === 'voided' ? [back.nothingTaken] : [];
  return [...gifts, ...promos, ...spent, ...money].map((text) => ({ text }));
}

function refunded({ words, money }: Visit, { order, perks }: TendedOrder): ReturnLine[] {
  if (perks.state !== 'refunding' && perks.state !== 'refunded') return [];
  const { back } = words.order;
  const { spend: spent = 0, earn: earned = 0 } = perks.points ?? {};
  const { countPoints } = words.sums;
  const done = [
    ...(order.money === 'refunded' && perks.amountDue > 0 ? [back.money(money(perks.amountDue))] : []),
    ...perks.returned.map(({ amount }) => back.newCode(money(amount))),
    ...(perks.promos ?? []).map(({ code }) => back.promo(code)),
  ];
  // The points provider has no call for refunds.
  const byHand = [
    ...(spent > 0 ? [back.pointsByHand(countPoints(spent))] : []),
    ...(earned > 0 ? [back.earned(countPoints(earned))] : []),
  ];
  return [...done.map((text) => ({ text })), ...byHand.map((text) => ({ text, later: true }))];
}
