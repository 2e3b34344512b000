import { expect, oneEvent } from '@open-wc/testing';
import { Shop } from './support/shop.ts';
import { waitFor } from './support/wait-for.ts';

describe('Failures', () => {
  let shop: Shop;
  beforeEach(() => {
    shop = new Shop();
  });
  afterEach(() => shop.close());

  it('keeps quote and code when the connection fails, and tries again', async () => {
    await shop.open();
    await shop.apply('G100AAAA0001');
    const { value } = shop.perks;
    await shop.plan({ plan: [{ hangUp: true }] });
    const fired = oneEvent(shop.page, 'perks-error');
    await shop.apply('G200BBBB0002');

    const { detail } = (await fired) as unknown as CustomEvent<{ code: string }>;
    expect(detail.code).to.equal('NETWORK');
    expect(shop.texts('error')[0]).to.match(/^No connection to the shop\./);
    expect(shop.field.getAttribute('aria-invalid')).to.equal('false');
    expect(shop.field.getAttribute('aria-describedby')).to.equal('problem');
    expect(shop.field.value).to.equal('G200BBBB0002');
    expect(shop.submitted.perks).to.equal(value);
    expect(shop.texts('sum').at(-1)).to.equal('₽1,490');

    shop.part('retry').click();
    await shop.idle();
    expect(shop.texts('code')).to.deep.equal(['••••0001', '••••0002']);
    expect(shop.texts('error')).to.deep.equal([]);
    expect(shop.field.value).to.equal('');
  });

  it('shows no sum while there was never a quote, and tries again', async () => {
    await shop.plan({ plan: [{ hangUp: true }] });
    await shop.open();
    expect(shop.parts('totals')).to.have.length(0);
    shop.part('retry').click();
    await shop.idle();
    expect(shop.texts('sum').at(-1)).to.equal('₽1,590');
    expect(shop.parts('error')).to.have.length(0);
  });

  it('says how long to wait after too many attempts, and leaves the quote', async () => {
    await shop.open();
    const { value } = shop.perks;
    await shop.plan({ plan: [{ status: 429, body: { code: 'TOO_MANY_ATTEMPTS', retryAfter: 90 } }] });
    await shop.apply('G100AAAA0001');
    expect(shop.texts('error')).to.deep.equal(['Too many attempts. Try again in 2 minutes.']);
    expect(shop.parts('retry')).to.have.length(0);
    expect(shop.submitted.perks).to.equal(value);
    await shop.apply('G100AAAA0001');
    expect(shop.texts('code')).to.deep.equal(['••••0001']);
  });

  it('says so in general words for an error of a newer server, and tells the shop its code', async () => {
    await shop.open();
    await shop.plan({ plan: [{ status: 503, body: { code: 'ERROR_OF_TOMORROW' } }] });
    const fired = oneEvent(shop.page, 'perks-error');
    await shop.apply('G100AAAA0001');
    const { detail } = (await fired) as unknown as CustomEvent<{ code: string }>;
    expect(detail.code).to.equal('ERROR_OF_TOMORROW');
    expect(shop.texts('error')[0]).to.match(/^Something went wrong\. You can order without a code\./);
  });

  it('does not trust an answer that it cannot show', async () => {
    await shop.open();
    const { value } = shop.perks;
    for (const raw of ['<html>', '{}', '{"quote":{},"token":"t"}', 'null']) {
      await shop.plan({ plan: [{ raw }] });
      await shop.apply('G100AAAA0001');
      expect(shop.texts('error')[0], raw).to.match(/^Something went wrong/);
    }
    expect(shop.submitted.perks).to.equal(value);
  });

  it('hides the field when gift codes are off, and keeps the sum', async () => {
    await shop.plan({ gift: false });
    await shop.open();
    await waitFor(() => shop.parts('input').length === 0, 'the field stays');
    expect(shop.texts('sum').at(-1)).to.equal('₽1,590');
  });

  it('sends no cookies and no address of the page', async () => {
    await shop.open();
    await cookieStore.set('secret', '1');
    await shop.apply('G100AAAA0001');
    const seen = (await shop.log()).at(-1);
    expect(seen?.headers).not.to.have.property('cookie');
    expect(seen?.headers.referer ?? '').not.to.contain('wtr');
    expect(seen?.headers['content-type']).to.equal('application/json');
  });
});
