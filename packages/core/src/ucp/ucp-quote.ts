/**
 * A quote in the words of the Universal Commerce Protocol: the fields of a cart or checkout answer that a quote can tell. The
 * names are the protocol's own. Sums in minor units of `currency`.
 */
export interface UcpQuote {
  currency: string;
  line_items: UcpLineItem[];
  discounts: UcpDiscounts;
  totals: UcpTotal[];
  /** Present when gift codes pay. */
  payment?: { instruments: UcpInstrument[] };
  messages: UcpMessage[];
  /** ISO 8601, UTC. */
  expires_at: string;
}

/** One line of the cart, after discounts. */
export interface UcpLineItem {
  id: string;
  item: { id: string; title: string; price: number };
  quantity: number;
  totals: UcpTotal[];
}

/** A row of a receipt: what is taken off is negative. */
export interface UcpTotal {
  type: 'subtotal' | 'items_discount' | 'discount' | 'fulfillment' | 'total';
  display_text?: string;
  amount: number;
}

/** Codes as they were read, and what was taken off, by a code or without one. */
export interface UcpDiscounts {
  codes: string[];
  applied: UcpAppliedDiscount[];
}

/** One discount, and where it went; the allocations add up to its amount. */
export interface UcpAppliedDiscount {
  /** Absent when it took no code: points, or a level's percentage. */
  code?: string;
  title: string;
  amount: number;
  automatic?: true;
  /** `across`: worked out on the whole and split by value. `each`: on the one thing that it is for, the delivery. */
  method: 'each' | 'across';
  /** 1 for the one that was applied first. */
  priority: number;
  /** The prices came from the browser: everything is worked out again from the shop's own cart. */
  provisional?: true;
  allocations: { path: string; amount: number }[];
}

/** A gift code as a means of payment. It carries no credential: a code never leaves the server in the clear. */
export interface UcpInstrument {
  id: string;
  handler_id: string;
  type: 'gift_card';
  /** What was charged, once it was. */
  amount?: number;
  display: { masked_code: string };
}

/** Something to tell the shopper. */
export interface UcpMessage {
  type: 'warning' | 'info';
  /** One of the protocol's codes wherever one fits. */
  code?: string;
  /** Our own, finer reason, where the protocol's code says less. */
  reason?: string;
  path?: string;
  content: string;
}
