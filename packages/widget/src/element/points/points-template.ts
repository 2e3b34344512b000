import type { TemplateResult } from 'lit/html.js';
import { findStanding } from '../../machine/points/find-standing.ts';
import type { PerksView } from '../perks-view.ts';
import { confirmTemplate } from './confirm-template.ts';
import { memberTemplate } from './member-template.ts';
import { pointsText } from './points-text.ts';

/** What the shop's loyalty programme has to do with this order. */
export function pointsTemplate(view: PerksView): TemplateResult | undefined {
  const { state, words, lit, dispatch } = view;
  const { state: standing, member, refused } = findStanding(state);
  if (!standing) return undefined;
  const { html } = lit;
  const body = () => {
    if (standing === 'confirm' && state.offers?.oneTimeCode) return confirmTemplate(view);
    if (standing === 'identified' && member) return memberTemplate(view, member);
    return html`<p part=${/^[eu]/.test(standing) ? 'error' : ''}>${pointsText(view)}</p>`;
  };

  return html`<div part="points" role="group" aria-labelledby="points">
    <div part="row head">
      <p part="title" id="points">${words.say('step_points')}</p>
      <button
        part="button remove"
        aria-label=${words.say('removePoints')}
        @click=${() => dispatch({ type: 'forget' })}
      ></button>
    </div>
    ${refused ? html`<p part="note">${words.say('notCode')}</p>` : ''} ${body()}
  </div>`;
}
