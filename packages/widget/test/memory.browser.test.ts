import { expect } from '@open-wc/testing';
import { Shop } from './support/shop.ts';
import { waitFor } from './support/wait-for.ts';

describe('Memory', () => {
  const address = location.href;
  let shop: Shop;
  beforeEach(() => {
    shop = new Shop();
  });
  afterEach(() => {
    shop.close();
    history.replaceState(history.state, '', address);
  });

  it('has codes, member and points again after a reload', async () => {
    await shop.plan({ promo: true, points: true });
    await shop.open();
    await shop.apply('SALE10');
    await shop.apply('G100AAAA0001');
    await shop.identify();
    shop.enter('spend', '50');
    await shop.idle();
    const sums = shop.texts('sum');
    await shop.reload();
    expect(shop.texts('code')).to.deep.equal(['SALE10', '••••0001']);
    expect(shop.texts('balance')).to.deep.equal(['You have 1,500 points']);
    expect(shop.part<HTMLInputElement>('spend').value).to.equal('50');
    expect(shop.texts('sum')).to.deep.equal(sums);
    expect(localStorage).to.have.length(0);
    expect(JSON.stringify(sessionStorage)).not.to.match(/912|Anna/);
  });

  it('has the one-time code still to come after a reload: phones drop pages while messages are read', async () => {
    await shop.plan({ points: true });
    await shop.open();
    await shop.apply('89123456789');
    await shop.reload();
    await waitFor(() => shop.root.querySelector('#otp'), 'no field for the code');
    shop.enter('otp', '123456');
    await shop.idle();
    expect(shop.texts('balance')).to.deep.equal(['You have 1,500 points']);
  });

  it('tells of a code that is not good any more, and forgets it', async () => {
    await shop.open();
    await shop.apply('G100AAAA0001');
    await shop.apply('G200BBBB0002');
    await shop.plan({ spent: { G200BBBB0002: 'discount_code_expired' } });
    await shop.reload();
    expect(shop.texts('code')).to.deep.equal(['••••0001']);
    expect(shop.texts('error')[0]).to.contain('••••0002 is not applied');
    expect(shop.submitted.perks).to.match(/\(G100AAAA0001\)$/);
    await shop.reload();
    expect(shop.texts('error')).to.deep.equal([]);
  });

  it('keeps a code whose provider is down for the next look', async () => {
    await shop.open();
    await shop.apply('G100AAAA0001');
    await shop.plan({ spent: { G100AAAA0001: 'discount_code_unavailable' } });
    await shop.reload();
    expect(shop.texts('code')).to.deep.equal([]);
    await shop.plan({ spent: {} });
    await shop.reload();
    expect(shop.texts('code')).to.deep.equal(['••••0001']);
  });

  it('forgets all when the form is reset', async () => {
    await shop.open();
    await shop.apply('G100AAAA0001');
    shop.form.reset();
    await shop.idle();
    await shop.reload();
    expect(shop.texts('code')).to.deep.equal([]);
  });

  it('takes the codes of a link out of the address and applies them, with a word on where they come from', async () => {
    await shop.plan({ promo: true });
    history.replaceState(
      history.state,
      '',
      `${location.pathname}${location.search}&perk=SALE10&x=1&perk=OLDCODE#there`,
    );
    await shop.open();
    expect(location.href)
      .to.match(/&x=1#there$/)
      .and.not.to.match(/perk=/);
    expect(shop.texts('code')).to.deep.equal(['SALE10']);
    expect(shop.texts('note')).to.deep.equal(['From the link you followed']);
    expect(shop.texts('error')[0]).to.match(/^Code .* is not applied\. This code has expired\.$/);
    expect(shop.heard).to.contain('Code SALE10 applied: −₽129.');
    await shop.reload();
    expect(shop.texts('code')).to.deep.equal(['SALE10']);
    expect(shop.texts('note')).to.deep.equal([]);
  });

  it('never takes a phone of a link for the shopper’s: points would go to who has made the link', async () => {
    await shop.plan({ points: true });
    history.replaceState(history.state, '', `${location.pathname}${location.search}&perk=89123456789&perk=424242`);
    await shop.open();
    expect(await shop.sent('/loyalty/identify')).to.deep.equal([]);
    expect(shop.texts('error')).to.have.length(1);
    expect(shop.parts('points')).to.have.length(0);
  });

  it('quotes the cart of the shop’s server by its name', async () => {
    await shop.open('lang="en" cart-id="cart-7"');
    const [quote] = await shop.sent('/quote');
    expect(quote).to.include({ cartId: 'cart-7' }).and.not.to.have.property('cart');
    expect(shop.texts('sum')).to.deep.equal(['₽2,500', '₽2,500']);
    shop.perks.removeAttribute('cart-id');
    await shop.idle();
    expect(shop.texts('sum').at(-1)).to.equal('₽1,590');
  });

  it('knows a shopper of whom the shop says who it is, and keeps nothing of them but their wish', async () => {
    await shop.plan({ points: true });
    const attributes = 'lang="en" customer-token="customer-79123456789"';
    await shop.open(attributes);
    await waitFor(() => shop.parts('balance').length > 0, 'nobody known');
    shop.enter('spend', '50');
    await shop.idle();
    expect(JSON.stringify(sessionStorage)).not.to.contain(btoa('79123456789|confirmed'));

    await shop.reload(attributes);
    await waitFor(() => shop.part<HTMLInputElement>('spend').value === '50', 'the wish is lost');
    await shop.reload('lang="en" customer-token="customer-79990000000"');
    await waitFor(() => shop.texts('points')[0]?.includes('Gold'), 'nobody known');
    expect((await shop.sent('/quote')).at(-1)?.loyalty?.spend).to.equal(0);

    await shop.reload();
    expect(shop.parts('points')).to.have.length(0);
    shop.perks.setAttribute('customer-token', 'customer-79123456789');
    await waitFor(() => shop.parts('balance').length > 0, 'nobody known');
    shop.perks.removeAttribute('customer-token');
    await shop.idle();
    expect(shop.parts('points')).to.have.length(0);
  });
});
