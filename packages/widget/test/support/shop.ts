import type { Cart } from '@checkout-perks/core/contract';
import { aTimeout } from '@open-wc/testing';
import type { CheckoutPerksElement } from '../../src/element/checkout-perks-element.ts';
import { waitFor } from './wait-for.ts';
import '../../src/define.ts';

/** What the server is to do with the next quotes, in order. */
export interface Plan {
  plan?: readonly Planned[];
  /** What it is to do with the next loyalty requests. */
  calls?: readonly Planned[];
  /** Normalised codes that are rejected from now on, with the reason. */
  spent?: Readonly<Record<string, string>>;
  /** What the configuration says is offered. */
  gift?: boolean;
  promo?: boolean;
  points?: boolean;
  oneTimeCode?: boolean;
  /** How the loyalty programme stands to confirmed sessions: `unavailable` or `expired`. */
  loyaltyState?: string | null;
}

interface Planned {
  /** Is answered no sooner than the test says with `release`. */
  hold?: boolean;
  hangUp?: boolean;
  status?: number;
  body?: unknown;
  raw?: string;
}

/** A request that the server has seen. */
export interface Seen {
  path: string;
  codes: string[];
  cart: Cart;
  cartId?: string;
  loyalty?: { session: string; spend: number | 'max' };
  search?: string;
  customerToken?: string;
  code?: string;
  headers: Record<string, string>;
}

/** Goods for 1290 roubles, delivery 300. */
export const CART: Cart = {
  currency: 'RUB',
  lines: [{ id: 'tea', quantity: 2, unitPrice: 64500 }],
  delivery: { price: 30000 },
};

/** One shopper's checkout: a server session of its own, and the element in a form. */
export class Shop {
  readonly session = crypto.randomUUID();
  readonly endpoint = `/quotes/${this.session}/perks/v1`;
  readonly page = document.createElement('div');

  /** Puts the element on the page, and waits for its first quote and what the shop offers. */
  async open(attributes = 'lang="en"', children = '', cart: Cart | null = CART): Promise<void> {
    this.show(attributes, children, cart);
    await this.idle();
    const label = () => this.root.querySelector('[part~="label"]')?.textContent ?? '';
    await waitFor(() => !/^(Code|Код)$/.test(label()), 'no configuration');
  }

  /** Puts the element on the page. */
  show(attributes = 'lang="en"', children = '', cart: Cart | null = CART): void {
    this.page.innerHTML = `<form><checkout-perks endpoint="${this.endpoint}" name="perks" ${attributes}>${children}</checkout-perks>
      <button>Order</button></form>`;
    if (cart) this.perks.cart = cart;
    document.body.append(this.page);
  }

  close(): void {
    this.page.remove();
    sessionStorage.clear();
  }

  /** Puts a new element in the place of the old one, as a reload of the page does. */
  async reload(attributes = 'lang="en"'): Promise<void> {
    this.page.remove();
    await this.open(attributes);
  }

  /** The bodies of the requests to a route so far. */
  async sent(path: string): Promise<Seen[]> {
    return (await this.log()).filter((seen) => seen.path === path);
  }

  async plan(plan: Plan): Promise<void> {
    await fetch(`/quotes/${this.session}/plan`, { method: 'POST', body: JSON.stringify(plan) });
  }

  /** Waits until a request that is to be held has reached the server. */
  async held(): Promise<void> {
    const count = async (): Promise<number> => (await (await fetch(`/quotes/${this.session}/held`)).json()).count;
    await waitFor(async () => (await count()) > 0, 'no request is held');
  }

  /** Waits for the held requests, and lets them be answered. */
  async release(): Promise<void> {
    await this.held();
    await fetch(`/quotes/${this.session}/release`, { method: 'POST' });
  }

  async log(): Promise<Seen[]> {
    const answer = await fetch(`/quotes/${this.session}/log`);
    return answer.json();
  }

  /** The codes of each quote asked for so far. */
  async asked(): Promise<string[][]> {
    return (await this.log()).filter(({ path }) => path === '/quote').map(({ codes }) => codes);
  }

  get perks(): CheckoutPerksElement {
    return this.find(this.page, 'checkout-perks');
  }

  get form(): HTMLFormElement {
    return this.find(this.page, 'form');
  }

  get field(): HTMLInputElement {
    return this.part('input');
  }

  get root(): ShadowRoot {
    const root = this.perks.shadowRoot;
    if (!root) throw new Error('not upgraded');
    return root;
  }

  /** What has the focus: `field`, another input's id, or the name of a button. Comparing elements themselves makes a failure unreadable. */
  get focused(): string | undefined {
    const focused = this.root.activeElement;
    if (focused?.matches('input')) return focused.id === 'code' ? 'field' : focused.id || 'slider';
    return focused?.getAttribute('aria-label') ?? focused?.textContent?.trim();
  }

  part<T extends HTMLElement>(name: string): T {
    return this.find(this.root, `[part~="${name}"]`);
  }

  parts(name: string): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>(`[part~="${name}"]`)];
  }

  /** Lets the shopper enter text into a field of the points panel. */
  enter(id: string, text: string): void {
    const input = this.find<HTMLInputElement>(this.root, `#${id}`);
    input.value = text;
    input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  }

  /** Says who the shopper is, and proves it. */
  async identify(phone = '8 (912) 345-67-89'): Promise<void> {
    await this.apply(phone);
    this.enter('otp', '123456');
    await this.idle();
  }

  /** The text of each element with this part, with plain spaces. */
  texts(name: string): string[] {
    return this.parts(name).map(plainText);
  }

  /** What the live region says. */
  get heard(): string {
    return plainText(this.find(this.root, '[role="status"]'));
  }

  /** What the form would submit. */
  get submitted(): Record<string, FormDataEntryValue> {
    return Object.fromEntries(new FormData(this.form));
  }

  type(text: string): void {
    this.field.value = text;
    this.field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  }

  /** Types a code, presses the button and waits for the outcome. */
  async apply(text: string): Promise<void> {
    this.type(text);
    this.part('apply').click();
    await this.idle();
  }

  /** Whether something is under way, once all is drawn. */
  async isBusy(): Promise<boolean> {
    await this.perks.updateComplete;
    return this.root.querySelector('[part="base"]')?.getAttribute('aria-busy') === 'true';
  }

  /** Waits until nothing is under way and all is drawn. */
  async idle(): Promise<void> {
    await aTimeout(0);
    await waitFor(async () => !(await this.isBusy()), 'still busy');
  }

  private find<T extends Element>(root: ParentNode, selector: string): T {
    const found = root.querySelector<T>(selector);
    if (!found) throw new Error(`no ${selector}`);
    return found;
  }
}

function plainText(element: Element): string {
  return (element.textContent ?? '').replace(/\s+/g, ' ').trim();
}
