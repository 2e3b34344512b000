import { html } from 'hono/html';
import type { TextMessage } from '../inbox/inbox.ts';
import type { Html, Visit } from '../visit.ts';

/** The messages on the make-believe phone, newest first. */
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
