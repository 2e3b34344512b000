import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { PerksView } from './perks-view.ts';

/** The sum, from goods to what is left to pay; dashes until the first quote is there. */
export function totalsTemplate({ state, words }: PerksView): TemplateResult | typeof nothing {
  const { cart, settled, pending } = state;
  if (!cart || !(settled || pending)) return nothing;
  const quote = settled?.quote;
  const money = (amount = 0) => (quote ? words.money(amount, quote.currency) : '—');
  const row = (term: unknown, sum: string, part = ''): TemplateResult =>
    html`<div part="row ${part}"><dt part="term">${term}</dt><dd part="sum">${sum}</dd></div>`;

  return html`<dl part=${settled && settled.cart !== cart ? 'totals stale' : 'totals'}>
    ${row(words.say('goods'), money(quote?.goods))}
    ${cart.delivery ? row(words.say('delivery'), quote?.delivery === 0 ? words.say('free') : money(quote?.delivery)) : nothing}
    ${quote?.steps.map(({ kind, label, amount }) =>
      row(kind === 'gift' ? html`${words.say('gift')} <bdi>${label}</bdi>` : label, money(-amount), 'saved'),
    )}
    ${row(words.say('due'), money(quote?.amountDue), 'due')}
  </dl>`;
}
