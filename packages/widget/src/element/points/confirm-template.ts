import type { TemplateResult } from 'lit/html.js';
import type { PerksView } from '../perks-view.ts';
import { unbroken } from './unbroken.ts';

/** The step in which a one-time code proves whose phone or card it is. */
export function confirmTemplate({ state, words, lit, dispatch }: PerksView): TemplateResult {
  const { html } = lit;
  const { hint = '', code = '', wait, search } = state.loyalty ?? {};
  const problem = state.problem?.of === 'member' ? state.problem : undefined;
  const busy = state.call?.by === 'panel';

  return html`<div part="confirm">
    <p>${words.say('sent', { hint: unbroken(hint) })}</p>
    <div part="field">
      <label part="label" for="otp">${words.say('oneTimeCode')}</label>
      <form part="row" @submit=${() => dispatch({ type: 'confirm' })}>
        <input
          id="otp"
          part="input"
          autocomplete="one-time-code"
          enterkeyhint="go"
          inputmode="numeric"
          maxlength="32"
          placeholder=" "
          aria-describedby=${problem ? 'wrong why' : 'why'}
          aria-invalid=${!!problem}
          ?readonly=${busy}
          .value=${code}
          @input=${(event: Event) => dispatch({ type: 'codeTyped', text: (event.target as HTMLInputElement).value })}
        />
        <button part="button apply" aria-disabled=${busy}><span>${words.say('confirm')}</span></button>
      </form>
      ${problem ? html`<p part="error" id="wrong">${words.problem(problem)}</p>` : ''}
      <p part="note" id="why">${words.say('why')}</p>
    </div>
    <div part="row links">
      ${
        wait
          ? html`<p part="note">${words.say('resendIn', { time: words.after(wait) })}</p>`
          : search
            ? html`<button part="button retry" @click=${() => dispatch({ type: 'resend' })}>${words.say('resend')}</button>`
            : ''
      }
      <button part="button retry" @click=${() => dispatch({ type: 'forget' })}>${words.say('change')}</button>
    </div>
  </div>`;
}
