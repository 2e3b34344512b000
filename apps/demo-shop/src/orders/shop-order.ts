import type { PaymentMethod } from '../checkout/checkout-form.ts';
import type { DeliveryMethod } from '../delivery.ts';
import type { Language } from '../i18n/language.ts';
import type { MoneyState } from '../tables/shop-tables.ts';

/** Whom an order is for. */
export interface Contact {
  name: string;
  phone: string;
  email: string;
}

/** One line of an order, as it was bought. Kopecks. */
export interface OrderLine {
  productId: string;
  titles: Record<Language, string>;
  quantity: number;
  unitPrice: number;
}

/** What the shop itself knows of an order; gift codes are the middleware's to know. */
export interface ShopOrder {
  /** Cannot be guessed: whoever knows it may see the order. */
  id: string;
  number: number;
  cartId: string;
  fingerprint: string;
  contact: Contact;
  lines: OrderLine[];
  delivery: DeliveryMethod;
  deliveryPlace: string;
  deliveryPrice: number;
  goods: number;
  payment: PaymentMethod;
  money: MoneyState;
  /** ms since epoch. */
  createdAt: number;
  /** True once the shop has done all that follows from the order's end. */
  closed: boolean;
}
