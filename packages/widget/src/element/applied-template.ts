import { html, nothing, type TemplateResult } from 'lit/html.js';
import { isTemporary } from '../machine/is-temporary.ts';
import type { PerksView } from './perks-view.ts';
import { codeText } from './problem-text.ts';
import { retryTemplate } from './retry-template.ts';
import { spokenCode } from './spoken-code.ts';

/** The applied codes, each with what it pays and a button to remove it. */
export function appliedTemplate({ state, words, disabled, dispatch }: PerksView): TemplateResult | typeof nothing {
  const { settled, wanted } = state;
  if (!settled?.codes.length) return nothing;
  const { currency, codes } = settled.quote;
  const note = (text: string) => html`<p part="note">${text}</p>`;

  return html`<ul part="list" aria-label=${words.say('applied')}>
    ${codes.map(({ code, amount = 0, remainder, typedAs }, i) => {
      const typed = settled.codes[i] ?? '';
      return html`<li part=${wanted.includes(typed) ? 'item' : 'item leaving'}>
        <div part="row">
          <bdi part="code">${code}</bdi>
          <span part="sum amount">${words.money(-amount, currency)}</span>
          ${remainder ? note(words.say('remainder', { amount: words.money(remainder, currency) })) : nothing}
          ${typedAs ? note(words.say('corrected')) : nothing}
        </div>
        <button
          part="button remove"
          type="button"
          aria-label=${words.say('remove', { code: spokenCode(code) })}
          ?disabled=${disabled}
          @click=${() => dispatch({ type: 'remove', code: typed })}
        >
          <svg viewBox="0 0 20 20" aria-hidden="true"><path d="m5 5 10 10M15 5 5 15" /></svg>
        </button>
      </li>`;
    })}
  </ul>`;
}

/** Codes that had been applied and are not any more. */
export function droppedTemplate(view: PerksView): TemplateResult | typeof nothing {
  const { state, words } = view;
  if (!state.dropped.length || !state.cart) return nothing;
  const { currency } = state.cart;
  return html`<div part="row error">
    <div>${state.dropped.map(({ result }) => html`<p>${codeText('dropped', result, words, currency)}</p>`)}</div>
    ${state.dropped.some(({ result }) => isTemporary(result.reason)) ? retryTemplate(view) : nothing}
  </div>`;
}
