import { wrongOption } from '../foundation/wrong-option.ts';
import {
  type Checkout,
  type CheckoutRefusal,
  type RecordedCheckout,
  recordCheckout,
} from '../mottor/record-checkout.ts';
import type { Ledger } from '../schema/ledger.ts';

/** An order in Mottor's own checkout; amounts in minor units. */
export interface NewCheckout {
  siteId: number;
  /** The promo code that was typed. */
  code: string;
  goods: number;
  /** 0 unless given. */
  delivery?: number | undefined;
  /** How many items were bought; 1 unless given. */
  quantity?: number | undefined;
  /** The buyer's phone. A promo with a personal limit requires a phone or an email. */
  phone?: string | undefined;
  email?: string | undefined;
  /** How long it takes until counts and statistics show the order, ms; 0 unless given. */
  lagMs?: number | undefined;
}

/** The recorded order, or why its promo was refused. */
export type CheckoutResult = ({ ok: true } & RecordedCheckout) | { ok: false; reason: CheckoutRefusal };

/**
 * Records an order as Mottor's checkout does, which uses the promo.
 *
 * @throws {PerksError} `CONFIGURATION` naming the option that is wrong
 */
export async function checkOut(ledger: Ledger, request: NewCheckout): Promise<CheckoutResult> {
  const { siteId, code, goods, delivery = 0, quantity = 1, phone, email, lagMs = 0 } = request;
  const order: Checkout = { siteId, code, goods, delivery, quantity, phone, email, lagMs };
  for (const option of ['goods', 'delivery', 'quantity', 'lagMs'] as const) {
    const number = order[option];
    // Far below the largest safe integer, so that sums stay exact.
    if (!Number.isSafeInteger(number) || number < 0 || number > 1e12) throw wrongOption(option);
  }
  const done = await recordCheckout(ledger, order);
  return typeof done === 'string' ? { ok: false, reason: done } : { ok: true, ...done };
}
