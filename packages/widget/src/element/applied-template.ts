import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { MessageKey } from '../i18n/messages.ts';
import { codeText } from './code-text.ts';
import type { PerksView } from './perks-view.ts';
import { retryTemplate } from './retry-template.ts';
import { spokenCode } from './spoken-code.ts';

/** The applied codes, each with what it pays and a button to remove it. */
export function appliedTemplate({ state, words, dispatch }: PerksView): TemplateResult | typeof nothing {
  const { settled, wanted, linked } = state;
  if (!settled?.codes.length) return nothing;
  const { currency, codes } = settled.quote;

  return html`<ul part="list" aria-label=${words.say('applied')}>
    ${codes.map(({ code, amount: paid = 0, remainder, forfeited, typedAs }, i) => {
      const typed = settled.codes[i] ?? '';
      const note = (key: MessageKey, about: unknown, amount = 0) =>
        about ? html`<p part="note">${words.say(key, { code, amount: words.money(amount, currency) })}</p>` : nothing;
      return html`<li part=${wanted.includes(typed) ? 'item' : 'item leaving'}>
        <div part="row">
          <bdi part="code">${code}</bdi>
          <span part="sum amount">${words.money(-paid, currency)}</span>
          ${note('remainder', remainder, remainder)} ${note('forfeited', forfeited, forfeited)}
          ${note('corrected', typedAs)} ${note('linked', linked.includes(typed))}
        </div>
        <button
          part="button remove"
          aria-label=${words.say('remove', { code: spokenCode(code) })}
          @click=${() => dispatch({ type: 'remove', code: typed })}
        ></button>
      </li>`;
    })}
  </ul>`;
}

/** Codes that had been applied, or came with the page's address, and are not. */
export function droppedTemplate(view: PerksView): TemplateResult | typeof nothing {
  const { dropped } = view.state;
  if (!dropped.length) return nothing;
  return html`<div part="row error">
    <div>${dropped.map(({ result }) => html`<p>${codeText('dropped', result, view.words)}</p>`)}</div>
    ${dropped.some(({ again }) => again) ? retryTemplate(view) : nothing}
  </div>`;
}
