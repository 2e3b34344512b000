import type { Quote, QuoteStep } from '@checkout-perks/core/contract';
import { html } from 'hono/html';
import { formatPercent } from '../i18n/format.ts';
import type { Html, Visit } from '../visit.ts';

/** The calculation of a total: every step with its amount, in order, from the goods to the amount due. */
export function sumRows(visit: Visit, quote: Quote): Html {
  const { words, money } = visit;
  const { sums } = words;
  const stepRow = (step: QuoteStep) => {
    const note = getNote(visit, quote, step);
    return html`<div class="sum-off"><dt>${getLabel(visit, step)}${note && html` <small>${note}</small>`}</dt><dd>−${money(step.amount)}</dd></div>`;
  };
  const tender = quote.steps.filter((step) => step.kind === 'gift');
  const onDelivery = quote.steps.filter((step) => step.kind === 'deliveryPromo');
  const onGoods = quote.steps.filter((step) => !tender.includes(step) && !onDelivery.includes(step));
  const last = (label: string) =>
    html`<div class="sum-total"><dt>${label}</dt><dd data-due="${quote.amountDue}">${money(quote.amountDue)}</dd></div>`;

  return html`<dl class="sums">
    <div><dt>${sums.goods}</dt><dd>${money(quote.goods)}</dd></div>
    ${onGoods.map(stepRow)}
    <div><dt>${sums.delivery}</dt><dd>${quote.delivery === 0 ? words.delivery.free : money(quote.delivery)}</dd></div>
    ${onDelivery.map(stepRow)}
    ${tender.length > 0 ? html`<div><dt>${sums.total}</dt><dd>${money(quote.total)}</dd></div>${tender.map(stepRow)}${last(sums.due)}` : last(sums.total)}
  </dl>`;
}

function getLabel({ words: { sums } }: Visit, { kind, label }: QuoteStep): string {
  switch (kind) {
    case 'promo':
      return sums.promo(label);
    case 'deliveryPromo':
      return sums.deliveryPromo(label);
    case 'level':
      return sums.level(label);
    case 'points':
      return sums.points;
    case 'gift':
      return sums.gift(label);
    default:
      return label;
  }
}

/** Notes on a step: percentage, number of points, the limit that applied, and the remainder. */
function getNote(visit: Visit, quote: Quote, step: QuoteStep): string {
  const { sums } = visit.words;
  const remainder = step.kind === 'gift' && quote.codes.find((code) => code.code === step.label)?.remainder;
  return [
    step.rate !== undefined && `−${formatPercent(visit.language, step.rate)}`,
    step.points !== undefined && sums.countPoints(step.points),
    step.cappedBy !== undefined && sums.capped[step.cappedBy],
    remainder && sums.remainder(visit.money(remainder)),
  ]
    .filter(Boolean)
    .join(', ');
}
