import { html } from 'hono/html';
import type { TextMessage } from '../inbox/inbox.ts';
import type { Html, Visit } from '../visit.ts';
import { icon } from './icon.ts';

/** A simulated phone that shows what a real shop would send as text messages. Hidden until there is a message. */
export function inboxPanel(visit: Visit, messages: readonly TextMessage[] | undefined): Html | undefined {
  if (messages === undefined) return undefined;
  const { inbox, badge } = visit.words.demo;
  return html`<section class="inbox" id="inbox" aria-labelledby="inbox-title" data-address="/inbox" ${messages.length === 0 && 'hidden'}>
    <h3 id="inbox-title">${icon('phone')}${inbox.title} <span class="badge">${badge}</span></h3>
    <ol class="plain" aria-live="polite">${inboxMessages(visit, messages)}</ol>
    <p class="inbox-note">${inbox.note}</p>
  </section>`;
}

/** The messages on the simulated phone, newest first. */
export function inboxMessages({ words }: Visit, messages: readonly TextMessage[]): Html {
  const { inbox } = words.demo;
  return html`${messages.map(
    ({ id, phone, code }) => html`<li data-message="${id}">
      <span class="inbox-to">${inbox.to(phone)}</span>
      <p>${inbox.before} <b class="code" data-code>${code}</b>. ${inbox.after}</p>
      <button type="button" class="button small quiet" data-fill="${code}" hidden>${inbox.fill}</button>
    </li>`,
  )}`;
}
