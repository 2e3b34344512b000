import type { Quote, QuoteCode } from '@checkout-perks/core/contract';
import { expect, oneEvent } from '@open-wc/testing';
import { Shop } from './support/shop.ts';

describe('Applying codes', () => {
  let shop: Shop;
  beforeEach(() => {
    shop = new Shop();
  });
  afterEach(() => shop.close());

  it('quotes the cart at once, without codes, and shows the sum', async () => {
    await shop.open();
    expect(await shop.asked()).to.deep.equal([[]]);
    expect((await shop.log()).map(({ path }) => path)).to.have.members(['/quote', '/config']);
    expect(shop.texts('term')).to.deep.equal(['Items', 'Delivery', 'To pay']);
    expect(shop.texts('sum')).to.deep.equal(['₽1,290', '₽300', '₽1,590']);
  });

  it('lists an applied code masked, with what it pays, and empties the field', async () => {
    await shop.open();
    await shop.apply('g1000 ab-12');
    expect(await shop.asked()).to.deep.equal([[], ['g1000 ab-12']]);
    expect(shop.field.value).to.equal('');
    expect(shop.texts('code')).to.deep.equal(['••••12']);
    expect(shop.texts('amount')).to.deep.equal(['−₽1,000']);
    expect(shop.texts('term')).to.deep.equal(['Items', 'Delivery', 'Gift code ••••12', 'To pay']);
    expect(shop.texts('sum').at(-1)).to.equal('₽590');
    expect(shop.parts('note')).to.have.length(0);
  });

  it('says what comes back of a code that is worth more than the order', async () => {
    await shop.open();
    await shop.apply('G1740XXXX56GH');
    expect(shop.texts('code')).to.deep.equal(['••••56GH']);
    expect(shop.texts('amount')).to.deep.equal(['−₽1,590']);
    expect(shop.texts('note')).to.deep.equal(['₽150 will come back as a new code']);
    expect(shop.texts('sum').at(-1)).to.equal('₽0');
  });

  it('applies several codes in the order typed and removes any of them', async () => {
    await shop.open();
    await shop.apply('G100AAAA0001');
    await shop.apply('G200BBBB0002');
    await shop.apply('G300CCCC0003');
    expect(shop.texts('code')).to.deep.equal(['••••0001', '••••0002', '••••0003']);
    expect(shop.texts('sum').at(-1)).to.equal('₽990');

    shop.parts('remove')[1]?.click();
    await shop.idle();
    expect((await shop.asked()).at(-1)).to.deep.equal(['G100AAAA0001', 'G300CCCC0003']);
    expect(shop.texts('code')).to.deep.equal(['••••0001', '••••0003']);
    expect(shop.texts('sum').at(-1)).to.equal('₽1,190');
    expect(shop.heard).to.equal('Code 0002 removed. To pay: ₽1,190.');
  });

  it('applies a code that the page hands over, as if it had been typed', async () => {
    await shop.open();
    shop.perks.apply('G1000AB12');
    await shop.idle();
    expect((await shop.asked()).at(-1)).to.deep.equal(['G1000AB12']);
    expect(shop.texts('code')).to.deep.equal(['••••12']);
  });

  it('keeps a rejected code in the field with the reason tied to it, and out of everything else', async () => {
    await shop.open();
    await shop.apply('G1000AB12');
    const { value } = shop.perks;
    await shop.apply('bad code');

    expect(shop.field.value).to.equal('bad code');
    expect(shop.field.getAttribute('aria-invalid')).to.equal('true');
    const described = shop.root.getElementById(shop.field.getAttribute('aria-describedby') ?? '');
    expect(described?.textContent).to.equal('This code is not valid or already used.');
    expect(shop.texts('code')).to.deep.equal(['••••12']);
    expect(shop.submitted).to.deep.equal({ perks: value });

    shop.type('bad cod');
    await shop.perks.updateComplete;
    expect(shop.field.getAttribute('aria-invalid')).to.equal('false');
    expect(shop.field.hasAttribute('aria-describedby')).to.equal(false);
  });

  it('does not send a rejected code again', async () => {
    await shop.open();
    await shop.apply('BADCODE');
    await shop.apply('G1000AB12');
    expect(await shop.asked()).to.deep.equal([[], ['BADCODE'], ['G1000AB12']]);
  });

  it('never lets a rejected code into the form, even when there was no earlier quote', async () => {
    await shop.plan({ plan: [{ hangUp: true }] });
    await shop.open();
    expect(shop.submitted).to.deep.equal({});
    await shop.apply('BADCODE');
    expect(await shop.asked()).to.deep.equal([[], ['BADCODE'], []]);
    expect(shop.submitted.perks).to.match(/^token-\d\(\)$/);
    expect(shop.texts('error')).to.deep.equal(['This code is not valid or already used.']);
  });

  it('says why, for each reason, and in general words for the reason of a newer server', async () => {
    await shop.open();
    await shop.apply('OLDCODE');
    expect(shop.texts('error')).to.deep.equal(['This code has expired.']);
    await shop.apply('DOWNCODE');
    expect(shop.texts('error')[0]).to.contain('cannot be checked right now');
    await shop.apply('NEWREASON');
    expect(shop.texts('error')).to.deep.equal(['This code cannot be used on this order.']);
    await shop.apply('  ');
    expect(shop.texts('error')).to.deep.equal(['Enter a code.']);
    expect(await shop.asked()).to.have.length(4);
  });

  it('tells of a code that was applied and is rejected later, and drops it from the order', async () => {
    await shop.open();
    await shop.apply('G1000AAAA0001');
    await shop.apply('G100BBBB0002');
    await shop.plan({ spent: { G1000AAAA0001: 'discount_code_expired' } });
    shop.perks.refresh();
    await shop.idle();

    const told = 'Code ••••0001 is not applied. This code has expired.';
    expect(shop.texts('error')).to.deep.equal([told]);
    expect(shop.heard).to.contain('Code 0001 is not applied. This code has expired.');
    expect(shop.texts('code')).to.deep.equal(['••••0002']);
    expect(shop.texts('sum').at(-1)).to.equal('₽1,490');
    expect(shop.submitted.perks).to.match(/\(G100BBBB0002\)$/);
    expect(shop.parts('retry')).to.have.length(0);
  });

  it('offers to try a code again that could not be checked', async () => {
    await shop.open();
    await shop.apply('G1000AAAA0001');
    await shop.plan({ spent: { G1000AAAA0001: 'discount_code_unavailable' } });
    shop.perks.refresh();
    await shop.idle();
    expect(shop.texts('code')).to.deep.equal([]);

    await shop.plan({ spent: {} });
    shop.part('retry').click();
    await shop.idle();
    expect(shop.texts('code')).to.deep.equal(['••••0001']);
    expect(shop.texts('error')).to.deep.equal([]);
    expect(shop.submitted.perks).to.match(/\(G1000AAAA0001\)$/);
  });

  it('sends one request however often the button is pressed, and shows that it is at work', async () => {
    await shop.open();
    await shop.plan({ plan: [{ hold: true }] });
    shop.type('G1000AB12');
    shop.part('apply').click();
    shop.part('apply').click();
    expect(await shop.isBusy()).to.equal(true);
    expect(shop.part('apply').getAttribute('aria-disabled')).to.equal('true');
    expect(getComputedStyle(shop.part('apply'), '::after').animationName).to.equal('turn');
    expect(shop.field.readOnly).to.equal(true);
    await shop.release();
    await shop.idle();
    expect(await shop.asked()).to.have.length(2);
    expect(shop.part('apply').getAttribute('aria-disabled')).to.equal('false');
    expect(shop.field.readOnly).to.equal(false);
  });

  it('fires a typed event for each new quote, after the form has its value', async () => {
    await shop.open();
    let submitted: unknown;
    shop.page.addEventListener('perks-quote', () => {
      submitted = shop.submitted.perks;
    });
    const fired = oneEvent(shop.page, 'perks-quote');
    await shop.apply('G1000AB12');
    const { detail, composed } = (await fired) as unknown as CustomEvent<{ quote: Quote; token: string }>;
    expect(detail.quote.amountDue).to.equal(59000);
    expect(detail.token).to.equal(submitted);
    expect(composed).to.equal(true);
    expect(shop.perks.quote).to.equal(detail.quote);
  });

  it('fires an event for rejected codes, which never holds a full code', async () => {
    await shop.open();
    const fired = oneEvent(shop.page, 'perks-rejected');
    await shop.apply('OLDCODE');
    const { detail } = (await fired) as unknown as CustomEvent<{ codes: QuoteCode[] }>;
    expect(detail.codes).to.deep.equal([
      { code: '••••DE', kind: 'gift', status: 'rejected', reason: 'discount_code_expired' },
    ]);
  });
});
