import type { DeliveryMethod } from '../delivery.ts';

/** State of an order's card payment. */
export type MoneyState = 'none' | 'awaiting' | 'authorised' | 'captured' | 'refused' | 'voided' | 'refunded';

/** The shop's own tables. Amounts in kopecks, times in ms since epoch. */
export interface ShopTables {
  shop_carts: {
    id: string;
    /** The id under which the next checkout of this cart becomes an order. */
    attempt_id: string;
    /** The checkout form as last posted, as JSON. */
    form: string | null;
    updated_at: number;
  };
  shop_cart_lines: {
    cart_id: string;
    product_id: string;
    quantity: number;
    added_at: number;
  };
  shop_orders: {
    id: string;
    /** The order number that people see, counted up from a fixed start. */
    number: number;
    cart_id: string;
    /** Hash of the posted form, which tells a second click from a second order. */
    fingerprint: string;
    /** Name, phone and e-mail, as JSON. */
    contact: string;
    /** The items and their prices, as JSON. */
    lines: string;
    delivery: DeliveryMethod;
    /** The address or the pickup point. */
    delivery_place: string;
    delivery_price: number;
    goods: number;
    payment: 'card' | 'onDelivery';
    money: MoneyState;
    created_at: number;
    /** When the shop finished its own work on the ended order; null while there is work left. */
    closed_at: number | null;
  };
  shop_demo_codes: {
    /** The issuer's id of the code; the code itself is not kept. */
    id: string;
    amount: number;
    created_at: number;
  };
  shop_messages: {
    id: string;
    /** The visitor whose page shows the message. */
    visitor: string;
    /** The last two digits. */
    phone: string;
    /** The one-time code. */
    code: string;
    sent_at: number;
  };
}
