import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { Shop } from './support/shop.ts';
import { withFeature } from './support/with-feature.ts';

/** A page with one applied code that leaves a remainder, and a rejected one in the field. */
async function openBusyCheckout(shop: Shop, attributes: string): Promise<void> {
  await shop.open(attributes);
  await shop.apply('G1740XXXX56GH');
  await shop.apply('BADCODE');
}

describe('Accessibility', () => {
  let shop: Shop;
  beforeEach(() => {
    shop = new Shop();
  });
  afterEach(() => {
    shop.close();
    document.body.removeAttribute('style');
  });

  it('passes axe in English, empty', async () => {
    await shop.open('lang="en"');
    await expect(shop.perks).to.be.accessible();
  });

  it('passes axe in English, with an applied code and an error', async () => {
    await openBusyCheckout(shop, 'lang="en"');
    await expect(shop.perks).to.be.accessible();
  });

  it('passes axe in Russian, with an applied code and an error', async () => {
    await openBusyCheckout(shop, 'lang="ru"');
    expect(shop.part('label').textContent).to.equal('Подарочный код');
    await expect(shop.perks).to.be.accessible();
  });

  it('passes axe on a dark page that declares its scheme', async () => {
    document.body.style.cssText = 'color-scheme: dark; background: Canvas; color: CanvasText';
    await openBusyCheckout(shop, 'lang="ru"');
    await expect(shop.perks).to.be.accessible();
  });

  it('passes axe on a dark page that does not', async () => {
    document.body.style.cssText = 'background: #1c1f26; color: #e6e8ec';
    await openBusyCheckout(shop, 'lang="ru"');
    await expect(shop.perks).to.be.accessible();
  });

  it('passes axe with a failed request and with a dropped code', async () => {
    await shop.open();
    await shop.apply('G1000AAAA0001');
    await shop.plan({ spent: { G1000AAAA0001: 'discount_code_unavailable' } });
    shop.perks.refresh();
    await shop.idle();
    expect(shop.parts('retry')).to.have.length(1);
    await expect(shop.perks).to.be.accessible();

    await shop.plan({ plan: [{ hangUp: true }] });
    await shop.apply('G200BBBB0002');
    expect(shop.parts('retry')).to.have.length(1);
    await expect(shop.perks).to.be.accessible();
  });

  it('works with the keyboard alone', async () => {
    await shop.open();
    shop.perks.focus();
    await sendKeys({ type: 'G100AAAA0001' });
    await sendKeys({ press: 'Tab' });
    expect(shop.focused).to.equal('Apply');
    await sendKeys({ press: ' ' });
    await shop.idle();
    await sendKeys({ press: 'Tab' });
    expect(shop.focused).to.equal('Remove code 0001');
    await sendKeys({ press: 'Enter' });
    await shop.idle();
    expect(shop.parts('item')).to.have.length(0);
  });

  it('keeps the focus in the field after Enter, and brings it there when a code is rejected', async () => {
    await shop.open();
    shop.perks.focus();
    await sendKeys({ type: 'G100AAAA0001' });
    await sendKeys({ press: 'Enter' });
    await shop.idle();
    expect(shop.focused).to.equal('field');

    shop.type('BADCODE');
    shop.part('apply').focus();
    await sendKeys({ press: 'Enter' });
    await shop.idle();
    expect(shop.focused).to.equal('field');
  });

  it('does not pull the focus back when the shopper has gone on', async () => {
    await shop.open();
    await shop.plan({ plan: [{ hold: true }] });
    shop.type('BADCODE');
    shop.part('apply').click();
    const order = shop.form.querySelector('button');
    order?.focus();
    await shop.release();
    await shop.idle();
    expect(shop.texts('error')).to.have.length(1);
    expect(document.activeElement?.textContent).to.equal('Order');
  });

  it('moves the focus to the next code after removal, then to the one before, then to the field', async () => {
    await shop.open();
    for (const code of ['G100AAAA0001', 'G200BBBB0002', 'G300CCCC0003']) await shop.apply(code);
    const removeAt = async (index: number) => {
      shop.parts('remove')[index]?.focus();
      await sendKeys({ press: 'Enter' });
      await shop.idle();
    };
    await removeAt(1);
    expect(shop.focused).to.equal('Remove code 0003');
    await removeAt(1);
    expect(shop.focused).to.equal('Remove code 0001');
    await removeAt(0);
    expect(shop.focused).to.equal('field');
  });

  it('keeps the focus when "try again" goes away', async () => {
    await shop.open();
    await shop.plan({ plan: [{ hangUp: true }] });
    await shop.apply('G100AAAA0001');
    shop.part('retry').focus();
    await sendKeys({ press: 'Enter' });
    await shop.idle();
    expect(shop.focused).to.equal('field');
  });

  it('announces each outcome once, also the same one twice', async () => {
    await shop.open();
    const region = shop.root.querySelector('[role="status"]');
    const heard: string[] = [];
    const observer = new MutationObserver(() => heard.push(shop.heard));
    if (region) observer.observe(region, { childList: true, characterData: true, subtree: true });
    await shop.apply('G1000AB12');
    await shop.apply('');
    await shop.apply('');
    observer.disconnect();
    expect(heard.filter((text) => text && !text.startsWith('Checking'))).to.deep.equal([
      'Code 12 applied: −₽1,000. To pay: ₽590.',
      'Enter a code.',
      'Enter a code.',
    ]);
    expect(region?.closest('[aria-busy]')).to.equal(null);
  });

  it('has targets of at least 44 by 44 pixels, also in a narrow place', async () => {
    shop.page.style.inlineSize = '220px';
    await openBusyCheckout(shop, 'lang="ru"');
    for (const target of shop.root.querySelectorAll('button, input')) {
      const { width, height } = target.getBoundingClientRect();
      expect(width).to.be.at.least(44);
      expect(height).to.be.at.least(44);
    }
    expect(shop.perks.scrollWidth).to.be.at.most(220);
  });

  it('turns around on a right-to-left page', async () => {
    shop.page.dir = 'rtl';
    await openBusyCheckout(shop, 'lang="en"');
    const { left } = shop.part('apply').getBoundingClientRect();
    expect(left).to.be.below(shop.field.getBoundingClientRect().left);
    expect(shop.part('remove').getBoundingClientRect().left).to.be.below(
      shop.part('code').getBoundingClientRect().left,
    );
  });

  it('keeps visible edges in forced colours', function () {
    return withFeature(this, 'forced-colors', 'active', async () => {
      await openBusyCheckout(shop, 'lang="en"');
      for (const part of ['input', 'apply', 'remove', 'item']) {
        const { borderTopWidth, borderTopColor } = getComputedStyle(shop.part(part));
        expect(borderTopWidth, part).to.equal('1px');
        expect(borderTopColor, part).not.to.equal('rgba(0, 0, 0, 0)');
      }
    });
  });

  it('turns nothing for those who asked for less motion', function () {
    return withFeature(this, 'prefers-reduced-motion', 'reduce', async () => {
      await shop.open();
      await shop.plan({ plan: [{ hold: true }] });
      shop.type('G1000AB12');
      shop.part('apply').click();
      expect(await shop.isBusy()).to.equal(true);
      expect(getComputedStyle(shop.part('apply'), '::after').animationName).to.equal('none');
      await shop.release();
      await shop.idle();
    });
  });
});
