import type { DeliveryMethod } from '../delivery.ts';

/** Where the money for an order stands, apart from gift codes. */
export type MoneyState = 'none' | 'awaiting' | 'authorised' | 'captured' | 'refused' | 'voided' | 'refunded';

/** The shop's own tables. Sums in kopecks, times in ms since epoch. */
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
    /** What people call it: 1, 2, 3… from a start of its own. */
    number: number;
    cart_id: string;
    /** Hash of what was posted, by which a second click is told from a second order. */
    fingerprint: string;
    /** Name, phone and e-mail, as JSON. */
    contact: string;
    /** What was bought at which price, as JSON. */
    lines: string;
    delivery: DeliveryMethod;
    /** The address or the pickup point. */
    delivery_place: string;
    delivery_price: number;
    goods: number;
    payment: 'card' | 'onDelivery';
    money: MoneyState;
    created_at: number;
    /** When the shop had done all that follows from the order's end; null while there is something left to do. */
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
    /** Whose page shows it. */
    visitor: string;
    /** The last two digits. */
    phone: string;
    /** The one-time code: the row stands for the phone that it was sent to. */
    code: string;
    sent_at: number;
  };
}
