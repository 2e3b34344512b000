import { aTimeout, expect } from '@open-wc/testing';
import { CART, Shop } from './support/shop.ts';

const script = (json: string) => `<script type="application/json">${json}</script>`;

describe('The cart', () => {
  let shop: Shop;
  beforeEach(() => {
    shop = new Shop();
  });
  afterEach(() => shop.close());

  it('may stand in a child script, and is followed when that changes', async () => {
    await shop.open('lang="en"', script(JSON.stringify(CART)), null);
    expect(shop.texts('sum').at(-1)).to.equal('₽1,590');
    const child = shop.perks.querySelector('script');
    if (child) child.textContent = JSON.stringify({ ...CART, delivery: { price: 0 } });
    await shop.idle();
    expect(shop.texts('sum')).to.deep.equal(['₽1,290', 'Free', '₽1,290']);
  });

  it('gives way to the property', async () => {
    await shop.open('lang="en"', script('{"currency":"RUB","lines":[{"id":"x","quantity":1,"unitPrice":1}]}'));
    expect((await shop.log()).filter(({ path }) => path === '/quote').map(({ cart }) => cart.lines[0]?.id)).to.include(
      'tea',
    );
    expect(shop.texts('sum').at(-1)).to.equal('₽1,590');
  });

  it('does not break the page when it is not JSON', async () => {
    await shop.open('lang="en"', script('{oops'), null);
    expect(shop.parts('totals')).to.have.length(0);
    expect(shop.parts('input')).to.have.length(1);
    expect(await shop.asked()).to.have.length(0);
    await shop.apply('G1000AB12');
    expect(shop.texts('error')[0]).to.match(/^Something went wrong/);
  });

  it('is asked about once when it changes many times, with the codes that are applied', async () => {
    await shop.open();
    await shop.apply('G1000AB12');
    for (let price = 1; price <= 20; price += 1) {
      shop.perks.cart = { ...CART, delivery: { price: price * 100 } };
      // Drawn each time, and yet within one task: no timer can ring in between.
      await shop.perks.updateComplete;
    }
    await shop.idle();
    expect(await shop.asked()).to.deep.equal([[], ['G1000AB12'], ['G1000AB12']]);
    expect(shop.texts('sum').at(-1)).to.equal('₽310');
  });

  it('is not asked about again when it only looks new, and is when it was changed in place', async () => {
    await shop.open();
    const cart = structuredClone(CART);
    shop.perks.cart = cart;
    await shop.idle();
    expect(await shop.asked()).to.have.length(1);
    cart.delivery = { price: 0 };
    shop.perks.cart = cart;
    await shop.idle();
    expect(shop.texts('sum').at(-1)).to.equal('₽1,290');
  });

  it('shows the latest answer, not the last to arrive', async () => {
    await shop.open();
    await shop.plan({ plan: [{ hold: true }] });
    shop.perks.cart = { ...CART, delivery: { price: 100 } };
    await shop.held();
    shop.perks.cart = { ...CART, delivery: { price: 200 } };
    await shop.idle();
    expect(shop.texts('sum')).to.deep.equal(['₽1,290', '₽2', '₽1,292']);
    await shop.release();
    // Time: nothing is to happen. A busy machine can only hide a late answer here, not fail the test.
    await aTimeout(200);
    expect(shop.texts('sum')).to.deep.equal(['₽1,290', '₽2', '₽1,292']);
  });

  it('shows that the sum is that of an earlier cart when the new one cannot be priced', async () => {
    await shop.open();
    await shop.plan({ plan: [{ hangUp: true }] });
    shop.perks.cart = { ...CART, delivery: { price: 0 } };
    await shop.idle();
    expect(shop.texts('sum').at(-1)).to.equal('₽1,590');
    expect(shop.parts('stale')).to.have.length(1);
    shop.part('retry').click();
    await shop.idle();
    expect(shop.texts('sum').at(-1)).to.equal('₽1,290');
    expect(shop.parts('stale')).to.have.length(0);
  });

  it('keeps a code that is being tried when it changes meanwhile', async () => {
    await shop.open();
    await shop.plan({ plan: [{ hold: true }] });
    shop.type('G1000AB12');
    shop.part('apply').click();
    await shop.held();
    shop.perks.cart = { ...CART, delivery: { price: 0 } };
    await shop.idle();
    expect(shop.texts('code')).to.deep.equal(['••••12']);
    expect(shop.texts('sum').at(-1)).to.equal('₽290');
  });

  it('takes the value out of the form when it is empty, and keeps the codes for the next one', async () => {
    await shop.open();
    await shop.apply('G1000AB12');
    shop.perks.cart = { currency: 'RUB', lines: [] };
    await shop.idle();
    expect(shop.submitted).to.deep.equal({});
    expect(shop.parts('totals')).to.have.length(0);
    shop.perks.cart = CART;
    await shop.idle();
    expect(shop.texts('code')).to.deep.equal(['••••12']);
  });
});
