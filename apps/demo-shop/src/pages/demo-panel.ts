import { html } from 'hono/html';
import { DELIVERY_PRICES } from '../delivery.ts';
import { STRANGER_PHONE } from '../issuer/demo-members.ts';
import type { Html, Visit } from '../visit.ts';
import type { CheckoutView, DemoView } from './checkout-view.ts';

/** Working codes, phones and cards for visitors to type. It is marked as not being part of an ordinary checkout. */
export function demoPanel(visit: Visit, { demo, cart, form }: CheckoutView): Html | undefined {
  if (demo === undefined) return undefined;
  const { gifts, promos, members } = demo;
  const { words, money } = visit;
  const text = words.demo;
  const order = cart.goods + DELIVERY_PRICES[form.delivery];
  const promoRows = (works: boolean) =>
    promos
      .filter((promo) => promo.works === works)
      .map(({ code, note }) => row(visit, { typed: code, note: text.promos[note] }));
  const giftRows = (gifts === 'unavailable' ? [] : gifts).map(({ amount, code }) =>
    row(visit, {
      typed: code,
      note: `${money(amount)}: ${amount < order ? text.part : text.over}`,
      name: text.gift(money(amount)),
    }),
  );
  const memberRows = members.map(({ phone, note }) => row(visit, { typed: phone, note: text.members[note] }));
  const [first] = members;
  if (first?.card) memberRows.splice(1, 0, row(visit, { typed: first.card, note: text.card }));
  if (first) memberRows.push(row(visit, { typed: STRANGER_PHONE, note: text.stranger }));

  return html`<aside class="demo-panel" id="demo-codes" aria-labelledby="demo-title">
    <h2 id="demo-title">${text.title} <span class="badge">${text.badge}</span></h2>
    <p class="demo-intro">${text.intro}</p>
    ${promos.length > 0 && group('promos', text.groups.promos, promoRows(true))}
    ${group('gifts', text.groups.gifts, giftRows, gifts === 'unavailable' ? text.unavailable : text.giftsNote)}
    ${members.length > 0 && group('members', text.groups.members, memberRows, text.membersNote, signIn(visit, demo))}
    ${promos.length > 0 && group('refused', text.groups.refused, promoRows(false))}
  </aside>`;
}

/** One group of the panel. Only one is open at a time, so that the panel stays small. */
function group(id: string, title: string, rows: readonly Html[], note?: string, more?: Html): Html {
  return html`<details name="demo" data-demo="${id}" ${id === 'promos' && 'open'}>
    <summary>${title}<span class="demo-count">${rows.length}</span></summary>
    <ul class="plain">${rows}</ul>
    ${note && html`<p class="demo-note-below">${note}</p>`}
    ${more}
  </details>`;
}

/** The sign-in buttons. They post the checkout form, so that nothing typed there is lost. */
function signIn({ words }: Visit, { members, signedIn }: DemoView): Html {
  const text = words.demo.signIn;
  const button = (member: string, label: string) =>
    html`<button class="button small quiet" formaction="/sign-in" formnovalidate name="member" value="${member}">${label}</button>`;
  return html`<div class="demo-sign-in" role="group" aria-labelledby="sign-in-title">
    <p><b id="sign-in-title">${signedIn ? text.in(words.demo.names[signedIn.note]) : text.title}</b> ${text.note}</p>
    <p class="demo-buttons">${signedIn ? button('', text.out) : members.map(({ memberId, note }) => button(memberId, words.demo.names[note]))}</p>
  </div>`;
}

interface Row {
  /** The text to type into the field. */
  typed: string;
  note: string;
  /** What a screen reader reads instead of the text. */
  name?: string;
}

function row({ words }: Visit, { typed, note, name = typed }: Row): Html {
  return html`<li>
    <p><code class="code">${typed}</code><span>${note}</span></p>
    <button type="button" class="button small quiet" data-apply="${typed}" aria-label="${words.demo.applyLabel(name)}" hidden>${words.demo.apply}</button>
  </li>`;
}
