import { html, type TemplateResult } from 'lit/html.js';
import type { PerksView } from './perks-view.ts';

/** The button beside something that may go better the next time. */
export function retryTemplate({ state, words, dispatch }: PerksView): TemplateResult {
  return html`<button part="button retry" @click=${() => state.pending || dispatch({ type: 'retry' })}>
    ${words.say('retry')}
  </button>`;
}
