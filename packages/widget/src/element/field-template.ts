import { html, nothing, type TemplateResult } from 'lit/html.js';
import { offeredPerks } from '../machine/offers.ts';
import type { PerksView } from './perks-view.ts';
import { retryTemplate } from './retry-template.ts';

/** The field, its button, and what is wrong with what was typed. */
export function fieldTemplate(view: PerksView): TemplateResult {
  const { state, words, dispatch } = view;
  const { offers, text, trying, call } = state;
  const problem = state.problem?.of === 'member' ? undefined : state.problem;
  const busy = trying !== undefined || call?.by === 'field';

  return html`<div part="field">
    <label part="label" for="code">${words.list(offeredPerks(offers) ?? ['label'])}</label>
    <form part="row" @submit=${() => dispatch({ type: 'apply' })}>
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
        aria-invalid=${problem?.of === 'code'}
        ?readonly=${busy}
        .value=${text}
        @input=${(event: Event) => dispatch({ type: 'typed', text: (event.target as HTMLInputElement).value })}
      />
      <button part="button apply" aria-disabled=${busy}><span>${words.say('apply')}</span></button>
    </form>
    ${
      problem
        ? html`<div part="row error">
            <p id="problem">${words.problem(problem)}</p>
            ${problem.of === 'request' && !problem.retryAfter ? retryTemplate(view) : nothing}
          </div>`
        : nothing
    }
  </div>`;
}
