import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { PerksView } from './perks-view.ts';
import { problemText } from './problem-text.ts';
import { retryTemplate } from './retry-template.ts';

/** The field, its button, and what is wrong with what was typed. */
export function fieldTemplate(view: PerksView): TemplateResult {
  const { state, words, disabled, dispatch } = view;
  const { problem } = state;
  const busy = state.trying !== undefined;
  const apply = () => dispatch({ type: 'apply' });

  return html`<div part="field">
    <label part="label" for="code">${words.say('label')}</label>
    <div part="row">
      <input
        id="code"
        part="input"
        autocapitalize="characters"
        autocomplete="off"
        enterkeyhint="go"
        maxlength="256"
        placeholder=" "
        spellcheck="false"
        aria-describedby=${problem ? 'problem' : nothing}
        aria-invalid=${problem?.of === 'code' ? 'true' : nothing}
        ?disabled=${disabled}
        ?readonly=${busy}
        .value=${state.text}
        @input=${(event: Event) => dispatch({ type: 'typed', text: (event.target as HTMLInputElement).value })}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key !== 'Enter' || event.isComposing) return;
          // Enter means this field alone: a key handler of the shop's form may not take it for an order.
          event.stopPropagation();
          apply();
        }}
      />
      <button
        part="button apply"
        type="button"
        aria-disabled=${busy ? 'true' : nothing}
        ?disabled=${disabled}
        @click=${apply}
      >
        <span>${words.say('apply')}</span>
      </button>
    </div>
    ${
      problem
        ? html`<div part="row error">
            <p id="problem">${problemText(problem, words)}</p>
            ${problem.of === 'request' && !problem.retryAfter ? retryTemplate(view) : nothing}
          </div>`
        : nothing
    }
  </div>`;
}
