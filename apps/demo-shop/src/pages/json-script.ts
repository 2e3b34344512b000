import { html, raw } from 'hono/html';
import type { Html } from '../visit.ts';

/** Data for a script of the page. `<` is written as an escape, so that no text can end the element early. */
export function jsonScript(data: unknown): Html {
  const json = JSON.stringify(data).replace(/</g, '\\u003c');
  return html`<script type="application/json">${raw(json)}</script>`;
}
