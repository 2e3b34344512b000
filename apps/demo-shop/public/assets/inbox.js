// The make-believe phone of the demo: shows a text message soon after a one-time code was asked for.
const inbox = document.querySelector('#inbox');
const list = inbox.querySelector('ol');
const perks = document.querySelector('checkout-perks');

/** When to look after a code was asked for, ms. */
const LOOKS = [400, 900, 1800, 3500, 6000, 10_000];
let timers = [];

new PerformanceObserver((entries) => {
  if (!entries.getEntries().some(({ name }) => name.endsWith('/loyalty/identify'))) return;
  timers.forEach(clearTimeout);
  timers = LOOKS.map((ms) => setTimeout(look, ms));
}).observe({ type: 'resource' });

async function look() {
  const answer = await fetch(inbox.dataset.address).catch(() => undefined);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(`<ol>${await answer.text()}</ol>`, 'text/html');
  const newest = ({ children }) => children[0]?.dataset.message;
  const messages = page.querySelector('ol');
  if (newest(messages) === newest(list)) return;
  timers.forEach(clearTimeout);
  inbox.hidden = messages.children.length === 0;
  list.replaceChildren(...messages.children);
  offerToFill();
}

/** Where the widget waits for a one-time code, if it does. */
const codeInput = () => perks.shadowRoot?.querySelector('[autocomplete="one-time-code"]');

/** Puts the code where it belongs, as the keyboard of a real phone offers to. */
list.addEventListener('click', ({ target }) => {
  const { fill } = target.dataset;
  const input = codeInput();
  if (fill === undefined || !input) return;
  input.value = fill;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  input.focus();
});

/** Only the newest code can still be good, and only while it is waited for. */
function offerToFill() {
  for (const [index, button] of list.querySelectorAll('button[data-fill]').entries()) {
    button.hidden = index > 0 || !codeInput();
  }
}
perks.addEventListener('perks-quote', () => setTimeout(offerToFill, 100));
offerToFill();
