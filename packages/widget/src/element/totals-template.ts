import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { PerksView } from './perks-view.ts';

/** The sum, step by step from goods to what is left to pay; dashes until the first quote is there. */
export function totalsTemplate({ state, words }: PerksView): TemplateResult | typeof nothing {
  const { cart, settled, pending } = state;
  if (!cart || !(settled || pending)) return nothing;
  const quote = settled?.quote;
  const { steps = [], delivery } = quote ?? {};
  const money = (amount = 0) => (quote ? words.money(amount, quote.currency) : '—');
  const row = (term: unknown, sum: string, part = ''): TemplateResult =>
    html`<div part="row ${part}"><dt part="term">${term}</dt><dd part="sum">${sum}</dd></div>`;
  const rows = (phase: string | undefined) =>
    steps.map(({ kind, label, rate, points, amount }) =>
      PHASES[kind] === phase
        ? row(
            html`${words.say(`step_${kind}`)} <bdi>${points ?? label}</bdi>${rate ? ` ${words.percent(-rate)}` : nothing}`,
            money(-amount),
            'saved',
          )
        : nothing,
    );

  return html`<dl part=${settled && settled.cart !== cart ? 'totals stale' : 'totals'}>
    ${row(words.say('goods'), money(quote?.goods))} ${rows(undefined)}
    ${
      delivery || ('delivery' in cart && cart.delivery)
        ? row(words.say('delivery'), delivery === 0 ? words.say('free') : money(delivery))
        : nothing
    }
    ${rows('delivery')} ${quote?.tenderTotal && quote.discountTotal ? row(words.say('total'), money(quote.total)) : nothing}
    ${rows('tender')} ${row(words.say('due'), money(quote?.amountDue), 'due')}
  </dl>`;
}

/** What does not come off the goods. */
const PHASES: Readonly<Record<string, string>> = { deliveryPromo: 'delivery', gift: 'tender' };
