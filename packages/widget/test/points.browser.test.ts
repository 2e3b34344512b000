import { expect, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { Shop } from './support/shop.ts';
import { withFeature } from './support/with-feature.ts';

describe('Points', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = new Shop();
    await shop.plan({ promo: true, points: true });
  });
  afterEach(() => {
    shop.close();
    document.body.removeAttribute('style');
  });

  it('are found by a phone in the same field, which says so', async () => {
    await shop.open();
    expect(shop.texts('label')).to.deep.equal(['Gift code, promo code or phone']);
    await shop.apply('8 (912) 345-67-89');
    expect((await shop.sent('/loyalty/identify')).map(({ search }) => search)).to.deep.equal(['8 (912) 345-67-89']);
    expect(await shop.asked()).to.deep.equal([[], []]);
    expect(shop.field.value).to.equal('');
    expect(shop.texts('confirm')[0]).to.match(/^We have sent a code to \+7 ••• •••‑••‑89/);
    expect(shop.root.querySelector('[part="points"]')?.textContent).not.to.match(/Anna|1,500/);
  });

  it('are proven by the code from the message, and then shown with what the order brings', async () => {
    await shop.open();
    await shop.identify();
    const [confirmed] = await shop.sent('/loyalty/confirm');
    expect(confirmed?.code).to.equal('123456');
    expect(shop.texts('points')[0]).to.match(/^Points Anna · Gold, 5% back You have 1,500 points/);
    expect(shop.texts('label')[1]).to.equal('Pay with points, at most 387 points');
    expect(shop.texts('earn')).to.deep.equal(['You will get 64 points']);
    expect(shop.heard).to.equal('You have 1,500 points');
    expect(shop.texts('sum').at(-1)).to.equal('₽1,590');
    expect((await shop.sent('/quote')).at(-1)?.loyalty).to.deep.equal({
      session: btoa('79123456789|confirmed'),
      spend: 0,
    });
  });

  it('pay as many as are entered, slid to or allowed, asked about when they come to rest', async () => {
    await shop.open();
    await shop.identify();
    const before = (await shop.asked()).length;
    for (const text of ['1', '12', '120']) shop.enter('spend', text);
    await shop.idle();
    expect(await shop.asked()).to.have.length(before + 1);
    expect(shop.texts('term')).to.deep.equal(['Items', 'Points 120', 'Delivery', 'To pay']);
    expect(shop.texts('sum')).to.deep.equal(['₽1,290', '−₽120', '₽300', '₽1,470']);
    expect(shop.texts('amount')).to.deep.equal(['₽120 off for 120 points']);
    expect(shop.parts('earn')).to.have.length(0);
    expect(shop.heard).to.equal('₽120 off for 120 points. To pay: ₽1,470.');
    expect(shop.part<HTMLInputElement>('slider').value).to.equal('120');

    const slider = shop.part<HTMLInputElement>('slider');
    slider.value = '40';
    slider.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await shop.idle();
    expect(shop.part<HTMLInputElement>('spend').value).to.equal('40');
    expect(shop.texts('sum').at(-1)).to.equal('₽1,550');

    shop.part('max').click();
    await shop.idle();
    expect((await shop.sent('/quote')).at(-1)?.loyalty?.spend).to.equal('max');
    expect(shop.part<HTMLInputElement>('spend').value).to.equal('387');
    expect(shop.texts('sum').at(-1)).to.equal('₽1,203');
  });

  it('are held to what the order takes, for everyone to see', async () => {
    await shop.open();
    await shop.identify();
    shop.enter('spend', '5000');
    expect(shop.part<HTMLInputElement>('spend').value).to.equal('387');
    await shop.idle();
    expect(shop.texts('sum').at(-1)).to.equal('₽1,203');
    shop.enter('spend', '38x70');
    expect(shop.part<HTMLInputElement>('spend').value).to.equal('387');
    shop.enter('spend', '');
    await shop.idle();
    expect(shop.part<HTMLInputElement>('spend').value).to.equal('0');
    expect(shop.texts('sum').at(-1)).to.equal('₽1,590');
  });

  it('join a promo code and a gift code on one order, each removed by itself', async () => {
    await shop.open();
    await shop.apply('sale 20');
    await shop.apply('SHIP50');
    await shop.apply('G1000AB12');
    await shop.identify();
    shop.enter('spend', '100');
    await shop.idle();
    expect(shop.texts('term')).to.deep.equal([
      'Items',
      'Promo code SALE20 −20%',
      'Points 100',
      'Delivery',
      'Delivery promo code SHIP50 −50%',
      'Total',
      'Gift code ••••12',
      'To pay',
    ]);
    expect(shop.texts('sum').slice(-8)).to.deep.equal([
      '₽1,290',
      '−₽258',
      '−₽100',
      '₽300',
      '−₽150',
      '₽1,082',
      '−₽1,000',
      '₽82',
    ]);
    for (const [name, due] of [
      ['SALE20', '₽340'],
      ['12', '₽1,340'],
      ['SHIP50', '₽1,490'],
    ]) {
      shop.root.querySelector<HTMLElement>(`[aria-label="Remove code ${name}"]`)?.click();
      await shop.idle();
      expect(shop.texts('sum').at(-1), name).to.equal(due);
    }
    shop.root.querySelector<HTMLElement>('[aria-label="Remove points"]')?.click();
    await shop.idle();
    expect(shop.heard).to.equal('Points removed.');
    expect(shop.texts('sum').at(-1)).to.equal('₽1,590');
    expect(shop.parts('points')).to.have.length(0);
  });

  it('bring the quote with them in the event', async () => {
    await shop.open();
    await shop.identify();
    const fired = oneEvent(shop.page, 'perks-quote');
    shop.enter('spend', '10');
    const { detail } = (await fired) as unknown as CustomEvent<{ quote: { loyalty: { spend: number } } }>;
    expect(detail.quote.loyalty.spend).to.equal(10);
    expect(shop.submitted.perks).to.match(/^token-/);
  });

  it('come of a level that takes a percentage off, without anything to spend', async () => {
    await shop.open();
    await shop.identify('+7 999 111-22-33');
    expect(shop.texts('points')[0]).to.match(/^Points Vera · Silver, 7% off You will get/);
    expect(shop.texts('term')).to.include('Member discount Silver −7%');
    expect(shop.parts('slider')).to.have.length(0);
  });

  it('say that a wrong code is wrong, at its field, and take the right one', async () => {
    await shop.open();
    await shop.apply('89123456789');
    shop.enter('otp', '111111');
    await shop.idle();
    const otp = shop.root.querySelector('#otp');
    const described = (otp?.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => shop.root.getElementById(id));
    expect(described.map((element) => element?.textContent)).to.deep.equal([
      'The code is wrong or too old.',
      'Enter it to pay with points. You earn them without it, too.',
    ]);
    expect(otp?.getAttribute('aria-invalid')).to.equal('true');
    expect(shop.heard).to.equal('The code is wrong or too old.');
    expect(shop.parts('problem')).to.have.length(0);
    expect(shop.field.getAttribute('aria-invalid')).to.equal('false');
    shop.enter('otp', '123456');
    await shop.idle();
    expect(shop.texts('balance')).to.deep.equal(['You have 1,500 points']);
  });

  it('only promise to be credited where no code can be sent', async () => {
    await shop.plan({ oneTimeCode: false });
    await shop.open();
    await shop.apply('89123456789');
    expect(shop.texts('points')[0]).to.equal('Points Points will be credited to +7 ••• •••‑••‑89');
    expect(shop.root.querySelector('#otp')).to.equal(null);
    expect(shop.heard).to.equal('Points will be credited to +7 ••• •••‑••‑89');
  });

  it('tell a shopper what happened to a card that is no code', async () => {
    await shop.open();
    await shop.apply('2000 0000 0000 0016');
    expect((await shop.asked())[1]).to.deep.equal(['2000 0000 0000 0016']);
    expect(shop.texts('note')[0]).to.equal('There is no such code, so this was taken for a loyalty card.');
    await shop.apply('424242');
    expect(shop.texts('points')[0]).to.match(/^Points There is no such code.* Anna · Gold/);
    await shop.apply('12');
    expect(shop.texts('error')).to.deep.equal(['This code is not valid or already used.']);
  });

  it('never take a phone for a code, nor digits for a card where there are no points', async () => {
    await shop.plan({ points: false, promo: false });
    await shop.open();
    expect(shop.texts('label')).to.deep.equal(['Gift code']);
    await shop.apply('424242');
    expect(shop.texts('error')).to.deep.equal(['This code is not valid or already used.']);
    expect(await shop.sent('/loyalty/identify')).to.have.length(0);
  });

  it('never block the order: not when they fail, nor when they are not available or too old', async () => {
    await shop.open();
    const { value } = shop.perks;
    await shop.plan({ calls: [{ hangUp: true }, { status: 503, body: { code: 'PROVIDER_UNAVAILABLE' } }] });
    for (const words of [/^No connection to the shop/, /^Something went wrong/]) {
      await shop.apply('89123456789');
      expect(shop.texts('error')[0]).to.match(words);
      expect(shop.field.value).to.equal('89123456789');
      expect(shop.submitted.perks).to.equal(value);
    }
    shop.part('retry').click();
    await shop.idle();
    shop.enter('otp', '123456');
    await shop.idle();
    shop.enter('spend', '100');
    await shop.idle();

    await shop.plan({ loyaltyState: 'unavailable' });
    shop.perks.refresh();
    await shop.idle();
    const down = 'Points are not available right now. You can order without them.';
    expect([shop.texts('error')[0], shop.heard]).to.deep.equal([down, down]);
    expect(shop.texts('sum').at(-1)).to.equal('₽1,590');

    await shop.plan({ loyaltyState: null });
    shop.perks.refresh();
    await shop.idle();
    expect(shop.texts('sum').at(-1)).to.equal('₽1,490');

    await shop.plan({ loyaltyState: 'expired' });
    shop.perks.refresh();
    await shop.idle();
    expect(shop.texts('error')[0]).to.match(/Enter your phone or card again/);
    expect(shop.form.checkValidity()).to.equal(true);
    expect(shop.submitted.perks).to.match(/^token-/);
  });

  it('show that they are being asked about, once however often the button is pressed', async () => {
    await shop.open();
    await shop.plan({ calls: [{ hold: true }] });
    shop.type('89123456789');
    shop.part('apply').click();
    shop.part('apply').click();
    expect(await shop.isBusy()).to.equal(true);
    expect(shop.field.readOnly).to.equal(true);
    await shop.release();
    await shop.idle();
    expect(await shop.sent('/loyalty/identify')).to.have.length(1);
  });

  it('work with the keyboard alone, and the focus stays where the shopper is', async () => {
    await shop.open();
    shop.perks.focus();
    await sendKeys({ type: '+7 912 345-67-89' });
    await sendKeys({ press: 'Enter' });
    await shop.idle();
    expect(shop.focused).to.equal('otp');
    await sendKeys({ press: 'Enter' });
    await shop.idle();
    expect(shop.heard).to.equal('Enter a code.');
    await sendKeys({ type: '111111' });
    await shop.idle();
    expect(shop.focused).to.equal('otp');
    await sendKeys({ press: 'Backspace' });
    await sendKeys({ type: '2' });
    await shop.idle();
    expect(shop.focused).to.equal('otp');
    for (let i = 0; i < 6; i += 1) await sendKeys({ press: 'Backspace' });
    await sendKeys({ type: '123456' });
    await shop.idle();
    expect(shop.focused).to.equal('spend');
    await sendKeys({ press: 'End' });
    await sendKeys({ press: 'Backspace' });
    await sendKeys({ type: '25' });
    await sendKeys({ press: 'Enter' });
    await shop.idle();
    expect(shop.focused).to.equal('spend');
    expect(shop.texts('sum').at(-1)).to.equal('₽1,565');
    await sendKeys({ press: 'Tab' });
    expect(shop.focused).to.equal('Use maximum');
    await sendKeys({ press: 'Tab' });
    expect(shop.focused).to.equal('slider');
    await sendKeys({ press: 'ArrowRight' });
    await shop.idle();
    expect(shop.texts('sum').at(-1)).to.equal('₽1,564');
    expect(shop.focused).to.equal('slider');
    shop.root.querySelector<HTMLElement>('[aria-label="Remove points"]')?.focus();
    await sendKeys({ press: 'Enter' });
    await shop.idle();
    expect(shop.focused).to.equal('field');
  });

  it('let another number be entered, and another code be asked for after a while', async () => {
    await shop.open();
    await shop.apply('89123456789');
    expect(shop.texts('note').join()).to.match(/Send again in (1 minute|\d+ seconds)/);
    expect(shop.texts('retry')).to.deep.equal(['Change']);
    shop.part('retry').click();
    await shop.idle();
    expect(shop.parts('points')).to.have.length(0);
  });

  for (const lang of ['en', 'ru']) {
    for (const [page, style] of [
      ['light', ''],
      ['dark', 'background: #1c1f26; color: #e6e8ec'],
    ]) {
      it(`pass axe in every state (${lang}, ${page})`, async () => {
        document.body.style.cssText = style ?? '';
        await shop.open(`lang="${lang}"`);
        await shop.apply('SALE20');
        await shop.apply('89123456789');
        await expect(shop.perks).to.be.accessible();
        shop.enter('otp', '111111');
        await shop.idle();
        await expect(shop.perks).to.be.accessible();
        shop.enter('otp', '123456');
        await shop.idle();
        shop.enter('spend', '30');
        await shop.idle();
        await expect(shop.perks).to.be.accessible();
        await shop.plan({ loyaltyState: 'expired' });
        shop.perks.refresh();
        await shop.idle();
        await expect(shop.perks).to.be.accessible();
      });
    }
  }

  it('speak Russian with its plurals', async () => {
    await shop.open('lang="ru"');
    expect(shop.texts('label')).to.deep.equal(['Подарочный код, промокод или телефон']);
    await shop.identify();
    expect(shop.texts('balance')).to.deep.equal(['У вас 1 500 баллов']);
    for (const [count, words] of [
      ['1', 'Скидка 1 ₽ за 1 балл'],
      ['3', 'Скидка 3 ₽ за 3 балла'],
      ['25', 'Скидка 25 ₽ за 25 баллов'],
    ]) {
      shop.enter('spend', count ?? '');
      await shop.idle();
      expect(shop.texts('amount')).to.deep.equal([words]);
    }
  });

  it('speak the language that the page changes to', async () => {
    await shop.open('lang="ru"');
    await shop.identify();
    shop.perks.lang = 'en';
    await shop.idle();
    expect(shop.texts('balance')).to.deep.equal(['You have 1,500 points']);
  });

  it('keep visible edges in forced colours', function () {
    return withFeature(this, 'forced-colors', 'active', async () => {
      await shop.open();
      await shop.identify();
      for (const part of ['points', 'spend', 'max', 'remove']) {
        expect(getComputedStyle(shop.part(part)).borderTopWidth, part).to.equal('1px');
      }
    });
  });
});
