import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { Shop } from './support/shop.ts';

describe('In a form', () => {
  let shop: Shop;
  beforeEach(() => {
    shop = new Shop();
  });
  afterEach(() => shop.close());

  it('submits the token under its name, and nothing without a quote', async () => {
    await shop.open('lang="en"', '', null);
    expect(shop.submitted).to.deep.equal({});
    shop.perks.cart = { currency: 'RUB', lines: [{ id: 'tea', quantity: 1, unitPrice: 100 }] };
    await shop.idle();
    expect(shop.submitted).to.deep.equal({ perks: 'token-1()' });
    expect(shop.perks.value).to.equal('token-1()');
  });

  it('applies on Enter, and submits the form of the shop neither by itself nor through its key handlers', async () => {
    await shop.open();
    let submitted = 0;
    shop.form.addEventListener('submit', (event) => {
      event.preventDefault();
      submitted += 1;
    });
    shop.form.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') shop.form.requestSubmit();
    });
    shop.perks.focus();
    await sendKeys({ type: 'G1000AB12' });
    await sendKeys({ press: 'Enter' });
    await shop.idle();
    expect(submitted).to.equal(0);
    expect(shop.texts('code')).to.deep.equal(['••••12']);
  });

  it('leaves an Enter alone that only ends the composing of a word', async () => {
    await shop.open();
    shop.type('G1000AB12');
    const enter = { key: 'Enter', isComposing: true, bubbles: true, composed: true };
    shop.field.dispatchEvent(new KeyboardEvent('keydown', enter));
    expect(await shop.isBusy()).to.equal(false);
  });

  it('never keeps the form from being submitted', async () => {
    await shop.open();
    await shop.apply('BADCODE');
    expect(shop.form.checkValidity()).to.equal(true);
    expect(shop.perks.matches(':invalid')).to.equal(false);
  });

  it('lets all codes go when the form is reset', async () => {
    await shop.open();
    await shop.apply('G1000AB12');
    await shop.apply('BADCODE');
    shop.form.reset();
    await shop.idle();
    expect(shop.field.value).to.equal('');
    expect(shop.parts('item')).to.have.length(0);
    expect(shop.parts('error')).to.have.length(0);
    expect(shop.submitted.perks).to.match(/\(\)$/);
  });

  it('is disabled by its attribute, its property and a fieldset', async () => {
    await shop.open('lang="en" disabled');
    expect(shop.field.matches(':disabled')).to.equal(true);
    expect(shop.submitted).to.deep.equal({});

    shop.perks.disabled = false;
    await shop.perks.updateComplete;
    expect(shop.field.matches(':disabled')).to.equal(false);
    expect(shop.submitted).to.have.property('perks');

    const fieldset = document.createElement('fieldset');
    fieldset.disabled = true;
    shop.form.append(fieldset);
    fieldset.append(shop.perks);
    await shop.idle();
    expect(shop.field.matches(':disabled')).to.equal(true);
    expect(shop.part('apply').matches(':disabled')).to.equal(true);
  });

  it('takes over from the fallback field: its text, its focus, and its place in the form', async () => {
    // The script is there before the element here, so the parser hands the children over one by one.
    await shop.open('lang="en"', '<label>Code <input name="perks-code" value="G1000AB12"></label>');
    const fallback = shop.perks.querySelector('input');
    expect(fallback?.disabled).to.equal(true);
    expect(fallback?.checkVisibility()).to.equal(false);
    expect(shop.field.value).to.equal('G1000AB12');
    expect(shop.submitted).to.have.keys('perks');
  });

  it('takes over what is typed, and the focus, while the script is on its way', async () => {
    const tag = `late-${shop.session.slice(0, 8)}`;
    const page = document.createElement('div');
    page.innerHTML = `<form><${tag} lang="en" endpoint="${shop.endpoint}"><input name="perks-code"></${tag}></form>`;
    document.body.append(page);
    page.querySelector('input')?.focus();
    await sendKeys({ type: 'G1000' });

    const { CheckoutPerksElement } = await import('../src/element/checkout-perks-element.ts');
    customElements.define(tag, class extends CheckoutPerksElement {});
    await new Promise((resolve) => setTimeout(resolve));
    await sendKeys({ type: 'AB12' });
    const field = page.querySelector(tag)?.shadowRoot?.querySelector('input');
    expect(field?.value).to.equal('G1000AB12');
    page.remove();
  });

  it('takes properties that were set before the script had loaded', async () => {
    const tag = `early-${shop.session.slice(0, 8)}`;
    const early = Object.assign(document.createElement(tag), {
      cart: { currency: 'RUB', lines: [{ id: 'tea', quantity: 1, unitPrice: 100 }] },
      endpoint: shop.endpoint,
      name: 'perks',
    });
    const form = document.createElement('form');
    form.append(early);
    document.body.append(form);
    const { CheckoutPerksElement } = await import('../src/element/checkout-perks-element.ts');
    const quoted = new Promise((resolve) => early.addEventListener('perks-quote', resolve));
    customElements.define(tag, class extends CheckoutPerksElement {});
    await quoted;
    expect(Object.fromEntries(new FormData(form))).to.deep.equal({ perks: 'token-1()' });
    form.remove();
  });
});
