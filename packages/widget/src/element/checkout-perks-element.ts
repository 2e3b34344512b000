import type { Cart, Quote } from '@checkout-perks/core/contract';
import { html, nothing } from 'lit/html.js';
import { fetchTransport } from '../controller/fetch-transport.ts';
import { PerksController } from '../controller/perks-controller.ts';
import { watchPage } from '../controller/watch-page.ts';
import { PerksErrorEvent } from '../events/perks-error-event.ts';
import { PerksQuoteEvent } from '../events/perks-quote-event.ts';
import { PerksRejectedEvent } from '../events/perks-rejected-event.ts';
import { createWords } from '../i18n/create-words.ts';
import { offeredPerks } from '../machine/offers.ts';
import { announcementText } from './announcement-text.ts';
import { appliedTemplate, droppedTemplate } from './applied-template.ts';
import { styles } from './checkout-perks-element.styles.ts';
import { fieldTemplate } from './field-template.ts';
import { findLanguage } from './find-language.ts';
import type { later } from './later.ts';
import { loadLater } from './load-later.ts';
import type { PerksView } from './perks-view.ts';
import { RenderedElement } from './rendered-element.ts';
import { totalsTemplate } from './totals-template.ts';

/**
 * One field for gift codes, promo codes and loyalty points in a checkout: it shows what each of them does and what is left to
 * pay, and submits the token of the quote with the shop's form.
 *
 * @element checkout-perks
 * @attr {string} endpoint - Where the middleware is mounted
 * @attr {string} cart-id - The cart's name, where the shop's server knows the cart
 * @attr {string} customer-token - By which the shop says who is logged in
 * @attr {string} name - Under which name the form submits the token
 * @attr {string} lang - Language; else that of the page
 * @attr {boolean} disabled - Turns field and buttons off
 * @fires {PerksQuoteEvent} perks-quote - A new quote holds
 * @fires {PerksRejectedEvent} perks-rejected - Codes were not applied
 * @fires {PerksErrorEvent} perks-error - There was no usable answer
 * @csspart base - All of it
 * @csspart field - Label, row and error of the field
 * @csspart label - The label
 * @csspart row - What stands side by side: field and button, the lines of the sum
 * @csspart input - The field
 * @csspart button - Every button
 * @csspart apply - The button beside the field
 * @csspart error - What is wrong
 * @csspart retry - The button to try again
 * @csspart list - The applied codes
 * @csspart item - One applied code
 * @csspart leaving - An item that is being removed
 * @csspart points - The panel of points
 * @csspart head - Its title and the button to remove the points
 * @csspart title - Its title
 * @csspart confirm - The step with the one-time code
 * @csspart links - What can be done about the message
 * @csspart balance - How many points there are
 * @csspart spend - The field for an amount of points
 * @csspart max - The button for all that can be spent
 * @csspart slider - The same amount, to slide
 * @csspart earn - What the order brings
 * @csspart code - A code, masked when it is worth money
 * @csspart amount - What a code or the points take off
 * @csspart note - A remark
 * @csspart remove - The button to remove a code or the points
 * @csspart totals - The sum
 * @csspart stale - The sum while it is that of an earlier cart
 * @csspart term - What a line of the sum is about
 * @csspart sum - Every sum of money
 * @csspart saved - A line that takes something off
 * @csspart due - The line of what is left to pay
 * @cssprop --perks-accent - Background of the apply button once something is typed
 * @cssprop --perks-accent-text - Its text
 * @cssprop --perks-border - Border of the field
 * @cssprop --perks-surface - Background of the field
 * @cssprop --perks-divider - Hairlines
 * @cssprop --perks-success - Sums that come off
 * @cssprop --perks-danger - Errors
 * @cssprop --perks-muted - Notes
 * @cssprop --perks-focus - Focus ring
 * @cssprop --perks-radius - Roundness of field, button and codes
 * @cssprop --perks-gap - Distance between field, codes and sum
 */
export class CheckoutPerksElement extends RenderedElement {
  static readonly formAssociated = true;
  static readonly observedAttributes = ['cart-id', 'customer-token', 'disabled', 'endpoint', 'lang'];

  readonly #internals = this.attachInternals();
  readonly #perks = new PerksController({
    transport: () => fetchTransport(this.endpoint),
    load: async () => (await this.#load()).transition,
    changed: () => this.requestUpdate(),
    perform: (effect) => {
      if (effect.type === 'value') this.#internals.setFormValue(effect.token);
      else if (effect.type === 'tellQuote') this.dispatchEvent(new PerksQuoteEvent(effect.quote, effect.token));
      else if (effect.type === 'tellRejected') this.dispatchEvent(new PerksRejectedEvent(effect.codes));
      else if (effect.type === 'tellError') this.dispatchEvent(new PerksErrorEvent(effect.code));
      else if (this.shadowRoot?.activeElement) void this.#focusOn(effect.type);
    },
  });
  #later: typeof later | undefined;
  #cart: Cart | undefined;
  #scriptCart: Cart | undefined;
  #formDisabled = false;
  #unwatch: (() => void) | undefined;

  constructor() {
    super(styles);
  }

  /** What is being bought, sums in minor units. Without it the cart of a child `<script type="application/json">` counts. */
  get cart(): Cart | undefined {
    return this.#cart;
  }
  set cart(cart: Cart | undefined) {
    this.#cart = cart;
    this.#takeCart();
  }

  /** Where the middleware is mounted, with or without origin; `/perks/v1` unless given. */
  get endpoint(): string {
    return this.getAttribute('endpoint') ?? '/perks/v1';
  }
  set endpoint(endpoint: string) {
    this.setAttribute('endpoint', endpoint);
  }

  /** Under which name the form submits the token. */
  get name(): string {
    return this.getAttribute('name') ?? '';
  }
  set name(name: string) {
    this.setAttribute('name', name);
  }

  get disabled(): boolean {
    return this.hasAttribute('disabled');
  }
  set disabled(disabled: boolean) {
    this.toggleAttribute('disabled', disabled);
  }

  /** The last quote in which every code was applied. */
  get quote(): Quote | undefined {
    return this.#perks.state.settled?.quote;
  }

  /** What the form submits: the token of {@link quote}, empty until there is one. */
  get value(): string {
    return this.#perks.state.settled?.token ?? '';
  }

  /** Applies a code as if the shopper had typed it: for buttons and links of the page. */
  apply(code: string): void {
    this.#perks.dispatch({ type: 'typed', text: code });
    this.#perks.dispatch({ type: 'apply' });
  }

  /** Asks for the quote anew, with the same codes: when the shop knows that it does not hold any more. */
  refresh(): void {
    this.#perks.dispatch({ type: 'refresh' });
  }

  override focus(options?: FocusOptions): void {
    this.shadowRoot?.querySelector('input')?.focus(options);
  }

  connectedCallback(): void {
    // A property that was set before the script had loaded hides the accessor of its name.
    for (const [name, value] of Object.entries(this)) {
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
    this.#perks.connect(this.endpoint, this.getAttribute('customer-token'));
    this.#unwatch = watchPage(this, {
      changed: () => this.#relabel(),
      cart: (cart) => {
        this.#scriptCart = cart;
        this.#takeCart();
      },
      fallback: (text, focused) => {
        this.#perks.dispatch({ type: 'typed', text });
        if (focused) void this.updateComplete.then(() => this.focus());
      },
    });
    this.#takeCart();
    void this.#perks.configure();
  }

  disconnectedCallback(): void {
    this.#unwatch?.();
    this.#unwatch = undefined;
    this.#perks.disconnect();
  }

  attributeChangedCallback(name: string): void {
    this.#relabel();
    if (!this.#unwatch) return;
    if (name === 'endpoint') {
      this.refresh();
      void this.#perks.configure();
    } else if (name === 'cart-id') {
      this.#takeCart();
    } else if (name === 'customer-token') {
      const token = this.getAttribute(name);
      this.#perks.dispatch(token ? { type: 'customer', token } : { type: 'forget' });
    }
  }

  formResetCallback(): void {
    this.#perks.dispatch({ type: 'reset' });
  }

  formDisabledCallback(disabled: boolean): void {
    this.#formDisabled = disabled;
    this.requestUpdate();
  }

  protected override focusLost(from: Element): void {
    const next = from.matches('li *')
      ? this.#find('li:last-child button')
      : from.matches('[part=confirm] *') && (this.#find('#spend') ?? this.#find('[part=points] button'));
    (next || this).focus();
  }

  protected override render(): unknown {
    const { state } = this.#perks;
    const words = createWords(findLanguage(this));
    const view: PerksView = {
      state,
      words,
      later: this.#later,
      lit: { html },
      dispatch: (event) => this.#perks.dispatch(event),
    };
    return html`<fieldset
        part="base"
        lang=${words.tag}
        aria-busy=${state.pending || !!state.call}
        ?disabled=${this.#formDisabled}
        @keydown=${keepEnter}
        @submit=${(event: Event) => event.preventDefault()}
      >
        ${offeredPerks(state.offers)?.length !== 0 ? [fieldTemplate(view), appliedTemplate(view), droppedTemplate(view)] : nothing}
        ${this.#later?.pointsTemplate(view)}
        ${totalsTemplate(view)}
      </fieldset>
      <p role="status" lang=${words.tag}>${announcementText(view)}</p>`;
  }

  /** Perhaps in another language. */
  #relabel(): void {
    this.requestUpdate();
    if (this.#later) this.#load().catch(() => {});
  }

  async #load(): Promise<typeof later> {
    const loaded = await loadLater(findLanguage(this));
    if (!this.#later) this.addStyles(loaded.styles);
    this.#later = loaded;
    this.requestUpdate();
    return loaded;
  }

  #find(selector: string): HTMLElement | null | undefined {
    return this.shadowRoot?.querySelector<HTMLElement>(selector);
  }

  /** Brings the focus to where it is needed, but not from elsewhere on the page. */
  async #focusOn(type: 'focusField' | 'focusPoints'): Promise<void> {
    await this.updateComplete;
    ((type === 'focusPoints' && this.#find('#otp')) || this).focus();
  }

  #takeCart(): void {
    const cartId = this.getAttribute('cart-id');
    const cart = cartId ? { cartId } : (this.#cart ?? this.#scriptCart);
    if (this.#unwatch) this.#perks.dispatch({ type: 'cart', cart });
  }
}

/** Enter means these fields alone: a key handler of the shop's form may not take it for an order. */
function keepEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter') event.stopPropagation();
}

declare global {
  interface HTMLElementTagNameMap {
    'checkout-perks': CheckoutPerksElement;
  }
}
