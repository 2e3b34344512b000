// Updates the total when the delivery changes, and shows why an order could not be placed without losing what was typed or
// applied. Without this script the form is posted, and the page is loaded again with the same values.
const form = document.querySelector('#checkout');
const perks = form.querySelector('checkout-perks');
let cart = readCart(document);

form.addEventListener('change', (event) => {
  const { price } = event.target.dataset;
  if (price === undefined) return;
  cart.delivery = { price: Number(price) };
  perks.cart = { ...cart };
  showPlainSums();
});

// Without a quote the widget has no total, so the plain one is shown again.
perks.addEventListener('perks-error', () => form.classList.toggle('unpriced', !perks.quote));
perks.addEventListener('perks-quote', () => form.classList.remove('unpriced'));

for (const button of document.querySelectorAll('button[data-apply]')) {
  customElements.whenDefined('checkout-perks').then(() => {
    button.hidden = false;
  });
  button.addEventListener('click', () => applyCode(button.dataset.apply));
}

form.addEventListener('submit', async (event) => {
  // A button with another action does not place an order.
  if (!perks.matches(':defined') || event.submitter?.hasAttribute('formaction')) return;
  event.preventDefault();
  const button = event.submitter ?? form.querySelector('[value="place"]');
  if (button.getAttribute('aria-disabled') === 'true') return;
  button.setAttribute('aria-disabled', 'true');
  try {
    await send(button);
  } catch {
    // Without an answer, let the browser post the form and show its own error.
    form.submit();
  } finally {
    button.removeAttribute('aria-disabled');
  }
});

async function send(button) {
  const body = new URLSearchParams(new FormData(form));
  body.set(button.name, button.value);
  const answer = await fetch(form.action, { method: 'POST', body });
  if (answer.redirected) {
    location.assign(answer.url);
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  if (!page.querySelector('#checkout')) throw new Error('no checkout');
  takeOver(page);
  // The widget requests a new quote for a changed cart by itself; for the same cart it must be asked.
  perks.cart = cart;
  perks.refresh();
}

/** Takes over the notice and the current cart from a refused order's page; keeps what the shopper typed. */
function takeOver(page) {
  document.querySelector('.notice')?.remove();
  const notice = page.querySelector('.notice');
  if (notice) {
    form.before(document.adoptNode(notice));
    notice.focus();
    notice.scrollIntoView({ block: 'center' });
  }
  cart = readCart(page);
  form.querySelector('.mini-lines').replaceWith(document.adoptNode(page.querySelector('.mini-lines')));
  showPlainSums();
  for (const hidden of page.querySelectorAll('#checkout > input[type="hidden"]')) {
    form.elements[hidden.name].value = hidden.value;
  }
  for (const field of page.querySelectorAll('.checkout-fields .field')) {
    const input = field.querySelector('input, select');
    const old = form.querySelector(`#${input.id}`);
    const problem = field.querySelector('.field-problem');
    old.parentElement.querySelector('.field-problem')?.remove();
    old.toggleAttribute('aria-invalid', false);
    if (input.hasAttribute('aria-describedby'))
      old.setAttribute('aria-describedby', input.getAttribute('aria-describedby'));
    if (problem) {
      old.setAttribute('aria-invalid', 'true');
      old.after(document.adoptNode(problem));
    }
  }
}

function readCart(page) {
  return JSON.parse(page.querySelector('checkout-perks script[type="application/json"]').textContent);
}

/** Types a code into the widget's field and presses its button, as a shopper would. */
function applyCode(code) {
  perks.apply(code);
  perks.scrollIntoView({ block: 'center' });
}

function showPlainSums() {
  const money = new Intl.NumberFormat(document.documentElement.lang === 'ru' ? 'ru-RU' : 'en-GB', {
    style: 'currency',
    currency: cart.currency,
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 0,
  });
  const goods = cart.lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0);
  const free = form
    .querySelector('[name="delivery"][data-price="0"]')
    .closest('.choice')
    .querySelector('.choice-price');
  const delivery = cart.delivery.price;
  form.querySelector('#plain-delivery').textContent = delivery === 0 ? free.textContent : money.format(delivery / 100);
  form.querySelector('#plain-total').textContent = money.format((goods + delivery) / 100);
}
