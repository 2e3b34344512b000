import type { Member } from '@checkout-perks/core/contract';
import type { TemplateResult } from 'lit/html.js';
import { findStanding } from '../../machine/points/find-standing.ts';
import type { PerksView } from '../perks-view.ts';
import { pointsOf } from './points-text.ts';

/** A member who has proved who they are: what they have, what they spend, what they will get. */
export function memberTemplate({ state, words, lit, dispatch }: PerksView, member: Member): TemplateResult {
  const { html } = lit;
  const { name, level, balance } = member;
  const { title, rate, kind } = level;
  // All of it until the first quote for this member says how much this order can take.
  const { maxSpend = balance, amount = 0, earn, spend } = findStanding(state);
  const wanted = state.loyalty?.spend ?? 0;
  const shown = wanted === 'max' ? maxSpend : Math.min(wanted, maxSpend);
  const points = (count: number) => ({ points: pointsOf(count, words) });
  const set = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const count = Number(input.value.replace(/\D/g, ''));
    dispatch({ type: 'spend', points: count });
    // Also where there is nothing new to draw: the limit once more.
    input.value = String(Math.min(count, maxSpend));
  };
  const toSpend = words.say('toSpend', points(maxSpend));

  return html`<p>
      ${name ? html`<b>${name}</b> · ` : ''}${words.say(kind === 'discount' ? kind : 'cashback', { title, rate: words.percent(rate) })}
    </p>
    ${balance ? html`<p part="balance">${words.say('balance', points(balance))}</p>` : ''}
    ${
      maxSpend
        ? html`<div part="field">
            <label part="label" for="spend">${toSpend}</label>
            <div part="row">
              <input
                id="spend"
                part="input spend"
                autocomplete="off"
                inputmode="numeric"
                maxlength="9"
                .value=${shown}
                @input=${set}
              />
              <button part="button max" @click=${() => dispatch({ type: 'spend', points: 'max' })}>
                ${words.say('useMax')}
              </button>
              <input part="slider" type="range" aria-label=${toSpend} max=${maxSpend} .value=${shown} @input=${set} />
            </div>
          </div>`
        : balance
          ? html`<p part="note">${words.say('noSpend')}</p>`
          : ''
    }
    ${spend ? html`<p part="amount">${words.say('spent', { ...points(spend), amount: words.money(amount, state.settled?.quote.currency ?? 'RUB') })}</p>` : ''}
    ${earn ? html`<p part="earn">${words.say('earn', points(earn))}</p>` : ''}`;
}
