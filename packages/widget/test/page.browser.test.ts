import { aTimeout, expect } from '@open-wc/testing';
import { defineElement } from '../src/element/define-element.ts';
import { registerLocale } from '../src/i18n/locale-registry.ts';
import { en } from '../src/locales/en.ts';
import { CART, Shop } from './support/shop.ts';
import { waitFor } from './support/wait-for.ts';

declare const gc: () => void;

describe('On a page', () => {
  let shop: Shop;
  beforeEach(() => {
    shop = new Shop();
  });
  afterEach(() => {
    shop.close();
    document.documentElement.removeAttribute('lang');
  });

  it('speaks its own language, else that of what it stands in, else the browser’s, and follows changes', async () => {
    await shop.open('');
    await waitFor(() => shop.part('label').textContent !== 'Code', 'no configuration');
    const label = async () => {
      await aTimeout(0);
      await shop.perks.updateComplete;
      return shop.part('label').textContent;
    };
    expect(await label()).to.equal('Gift code');
    document.documentElement.lang = 'ru-RU';
    expect(await label()).to.equal('Подарочный код');
    shop.perks.lang = 'en-GB';
    expect(await label()).to.equal('Gift code');
  });

  it('speaks the language of what its shadow root stands in', async () => {
    const host = document.createElement('div');
    host.lang = 'ru';
    const perks = document.createElement('checkout-perks');
    host.attachShadow({ mode: 'open' }).append(perks);
    document.body.append(host);
    await perks.updateComplete;
    expect(perks.shadowRoot?.querySelector('label')?.textContent).to.equal('Код');
    host.remove();
  });

  it('speaks a language that was registered, with English for what it lacks', async () => {
    const { step_gift: _, ...rest } = en;
    registerLocale('eo', { ...rest, gift: 'donackodo' } as typeof en);
    await shop.open('lang="eo"');
    await shop.apply('G1000AB12');
    expect(shop.part('label').textContent).to.equal('Donackodo');
    expect(shop.texts('term')).to.include('Gift code ••••12');
    expect(shop.part('base').lang).to.equal('eo');
  });

  it('takes up what was under way when it is moved', async () => {
    await shop.plan({ plan: [{ hold: true }] });
    shop.show();
    await shop.held();
    const { perks } = shop;
    perks.remove();
    await shop.release();
    // Time: nothing is to happen. A busy machine can only hide a late answer here, not fail the test.
    await aTimeout(200);
    expect(perks.value).to.equal('');
    shop.form.append(perks);
    await shop.idle();
    expect(shop.texts('sum').at(-1)).to.equal('₽1,590');
  });

  it('asks another endpoint when it is given one', async () => {
    await shop.open();
    const other = new Shop();
    shop.perks.setAttribute('endpoint', other.endpoint);
    await shop.idle();
    expect(await other.asked()).to.deep.equal([[]]);
  });

  it('leaves no listener, observer or element behind after a hundred mounts', async () => {
    let listeners = 0;
    const add = (target: EventTarget) => {
      const { addEventListener, removeEventListener } = target;
      target.addEventListener = (...args: Parameters<typeof addEventListener>) => {
        listeners += 1;
        addEventListener.apply(target, args);
      };
      target.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
        listeners -= 1;
        removeEventListener.apply(target, args);
      };
    };
    for (const target of [window, document, document.documentElement]) add(target);
    const mounted: WeakRef<Element>[] = [];
    for (let i = 0; i < 100; i += 1) {
      const place = document.createElement('div');
      place.innerHTML = `<checkout-perks endpoint="${shop.endpoint}"></checkout-perks>`;
      const [element] = place.children;
      if (!element) throw new Error('nothing mounted');
      Object.assign(element, { cart: CART });
      document.body.append(place);
      await aTimeout(i % 10 === 0 ? 30 : 0);
      place.remove();
      mounted.push(new WeakRef(element));
    }
    for (const target of [window, document, document.documentElement]) {
      Reflect.deleteProperty(target, 'addEventListener');
      Reflect.deleteProperty(target, 'removeEventListener');
    }
    expect(listeners).to.equal(0);
    // Firefox hands out no way to collect garbage.
    if (typeof gc === 'undefined') return;
    await waitFor(() => {
      gc();
      // A request that was just being answered may hold its element until the time-out.
      return mounted.filter((ref) => ref.deref()).length <= 5;
    }, 'elements are kept alive');
  });

  it('leaves the fallback alone in a browser without form-associated elements', () => {
    const { attachInternals } = HTMLElement.prototype;
    Reflect.deleteProperty(HTMLElement.prototype, 'attachInternals');
    defineElement('x-too-old', class extends HTMLElement {});
    HTMLElement.prototype.attachInternals = attachInternals;
    expect(customElements.get('x-too-old')).to.equal(undefined);
  });

  it('does not clash with another copy of the script', async () => {
    const url = '/packages/widget/dist/cdn.js';
    await import(`${url}?copy=1`);
    const copy = await import(`${url}?copy=2`);
    copy.registerLocale('eo-x-copy', { ...en, apply: 'El la alia kopio' });
    await shop.open('lang="eo-x-copy"');
    expect(shop.part('apply').textContent?.trim()).to.equal('El la alia kopio');
  });

  it('works under a strict content security policy with Trusted Types', async () => {
    const checkout = await StrictCheckout.open(shop.session);
    const reports: string[] = [];
    checkout.document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      reports.push(`${violatedDirective} ${blockedURI}`),
    );
    await checkout.apply('G1000AB12');
    expect(checkout.root.querySelector('[style]')).to.equal(null);
    const row = checkout.root.querySelector('[part~="row"]');
    expect(row && getComputedStyle(row).display).to.equal('flex');
    expect(reports).to.deep.equal([]);
    checkout.close();
  });

  it('finds the shopper by a phone under that policy', async () => {
    await shop.plan({ points: true });
    const checkout = await StrictCheckout.open(shop.session);
    await waitFor(() => checkout.root.querySelector('label')?.textContent?.includes('phone'), 'no configuration');
    await checkout.apply('89123456789', '#otp');
    const otp = checkout.root.querySelector<HTMLInputElement>('#otp');
    if (otp) otp.value = '123456';
    otp?.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await waitFor(() => checkout.root.querySelector('[part="slider"]'), 'not identified');
    expect(checkout.root.querySelector('[style]')).to.equal(null);
    checkout.close();
  });

  it('says so, and blocks nothing, where the file for later cannot be had', async () => {
    await shop.plan({ points: true });
    const checkout = await StrictCheckout.open(shop.session, 'alone');
    for (const text of ['G1000AB12', '89123456789']) {
      await checkout.apply(text, '#problem');
      expect(checkout.root.querySelector('#problem')?.textContent).to.equal('No connection to the shop.');
    }
    const form = checkout.document.querySelector('form');
    expect(form && new FormData(form).get('perks')).to.match(/^token-/);
    expect((await shop.log()).map(({ path }) => path)).to.have.members(['/quote', '/config']);
    checkout.close();
  });

  it('has its codes again when the shopper comes back to the page', async () => {
    const checkout = await StrictCheckout.open(shop.session);
    await checkout.apply('G1000AB12');
    await checkout.leave();
    await checkout.back();
    await waitFor(() => checkout.root.querySelector('[part~="item"]'), 'not restored');
    checkout.close();
  });
});

/** The built script tag on a page of its own, in a frame. */
class StrictCheckout {
  readonly frame = document.createElement('iframe');

  static async open(session: string, folder = 'strict'): Promise<StrictCheckout> {
    const checkout = new StrictCheckout();
    checkout.frame.width = '600';
    await checkout.loaded(() => {
      checkout.frame.src = `/${folder}/${session}`;
      document.body.append(checkout.frame);
    });
    return checkout;
  }

  get document(): Document {
    const { contentDocument } = this.frame;
    if (!contentDocument) throw new Error('no page');
    return contentDocument;
  }

  get root(): ShadowRoot {
    const root = this.document.querySelector('checkout-perks')?.shadowRoot;
    if (!root) throw new Error('not upgraded');
    return root;
  }

  async apply(code: string, outcome = '[part~="item"]'): Promise<void> {
    await waitFor(() => this.document.querySelector('checkout-perks')?.value, 'no quote');
    const field = this.root.querySelector('input');
    if (field) field.value = code;
    field?.dispatchEvent(new InputEvent('input', { bubbles: true }));
    // What was said of an earlier text goes with it.
    await waitFor(() => !this.root.querySelector('#problem'), 'an earlier problem stays');
    this.root.querySelector<HTMLElement>('[part~="apply"]')?.click();
    await waitFor(() => this.root.querySelector(outcome), 'not applied');
  }

  /** Goes on to another page. */
  leave(): Promise<void> {
    return this.loaded(() => this.document.location.assign('/strict/elsewhere'));
  }

  back(): Promise<void> {
    return this.loaded(() => this.frame.contentWindow?.history.back());
  }

  close(): void {
    this.frame.remove();
  }

  private loaded(action: () => void): Promise<void> {
    return new Promise((resolve) => {
      this.frame.addEventListener('load', () => resolve(), { once: true });
      action();
    });
  }
}
