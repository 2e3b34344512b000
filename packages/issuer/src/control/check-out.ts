import { wrongOption } from '../foundation/wrong-option.ts';
import {
  type Checkout,
  type CheckoutRefusal,
  type RecordedCheckout,
  recordCheckout,
} from '../mottor/record-checkout.ts';
import type { Ledger } from '../schema/ledger.ts';

/** An order in Mottor's own checkout; sums in minor units. */
export interface NewCheckout {
  siteId: number;
  /** The promo code that was typed. */
  code: string;
  goods: number;
  /** 0 unless given. */
  delivery?: number | undefined;
  /** How many things were bought; 1 unless given. */
  quantity?: number | undefined;
  /** Who ordered; a promo with a personal limit asks for one of the two. */
  phone?: string | undefined;
  email?: string | undefined;
  /** How long until counts and statistics show it, ms; 0 unless given. */
  lagMs?: number | undefined;
}

/** What became of it. */
export type CheckoutResult = ({ ok: true } & RecordedCheckout) | { ok: false; reason: CheckoutRefusal };

/**
 * Records an order as Mottor's checkout does: with it the promo is used.
 *
 * @throws {PerksError} `CONFIGURATION` naming the option that is wrong
 */
export async function checkOut(ledger: Ledger, request: NewCheckout): Promise<CheckoutResult> {
  const { siteId, code, goods, delivery = 0, quantity = 1, phone, email, lagMs = 0 } = request;
  const order: Checkout = { siteId, code, goods, delivery, quantity, phone, email, lagMs };
  for (const option of ['goods', 'delivery', 'quantity', 'lagMs'] as const) {
    const number = order[option];
    // Far below what integers hold, so that no sum of them leaves it.
    if (!Number.isSafeInteger(number) || number < 0 || number > 1e12) throw wrongOption(option);
  }
  const done = await recordCheckout(ledger, order);
  return typeof done === 'string' ? { ok: false, reason: done } : { ok: true, ...done };
}
