// The demo's simulated phone: shows a text message soon after a one-time code was requested.
const inbox = document.querySelector('#inbox');
const list = inbox.querySelector('ol');
const perks = document.querySelector('checkout-perks');

/** When to check for messages after a code was requested, ms. */
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

/** Gets the widget's field for a one-time code, if it waits for one. */
const codeInput = () => perks.shadowRoot?.querySelector('[autocomplete="one-time-code"]');

/** Enters the code into the field, as the keyboard of a real phone offers to. */
list.addEventListener('click', ({ target }) => {
  const { fill } = target.dataset;
  const input = codeInput();
  if (fill === undefined || !input) return;
  input.value = fill;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  input.focus();
});

/** Shows the button only for the newest code, and only while the widget waits for a code. */
function offerToFill() {
  for (const [index, button] of list.querySelectorAll('button[data-fill]').entries()) {
    button.hidden = index > 0 || !codeInput();
  }
}
perks.addEventListener('perks-quote', () => setTimeout(offerToFill, 100));
offerToFill();
