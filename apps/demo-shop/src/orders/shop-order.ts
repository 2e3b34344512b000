import type { PaymentMethod } from '../checkout/checkout-form.ts';
import type { DeliveryMethod } from '../delivery.ts';
import type { Language } from '../i18n/language.ts';
import type { MoneyState } from '../tables/shop-tables.ts';

/** The recipient of an order. */
export interface Contact {
  name: string;
  phone: string;
  email: string;
}

/** One line of an order, as it was bought; kopecks. */
export interface OrderLine {
  productId: string;
  titles: Record<Language, string>;
  quantity: number;
  unitPrice: number;
}

/** What the shop itself stores of an order. The middleware stores its gift codes. */
export interface ShopOrder {
  /** A secret id: anyone who knows it can see the order. */
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
  /** True once the shop has finished its own work on the ended order. */
  closed: boolean;
}
