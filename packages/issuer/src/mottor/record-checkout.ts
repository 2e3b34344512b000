import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { takeNumbers } from '../foundation/take-numbers.ts';
import type { IssuerTables } from '../schema/issuer-tables.ts';
import type { Ledger } from '../schema/ledger.ts';
import { discountOf, type OrderPrice } from './discount-of.ts';
import { isValid } from './is-valid.ts';
import { codeKey, type PromoRow } from './promo-fields.ts';

/** An order in Mottor's own checkout; sums in minor units. */
export interface Checkout extends OrderPrice {
  siteId: number;
  /** The promo code that was typed. */
  code: string;
  /** How many things were bought. */
  quantity: number;
  phone?: string | undefined;
  email?: string | undefined;
  /** How long until counts and statistics show it, ms. */
  lagMs: number;
}

/** What became of an order; sums in minor units. */
export interface RecordedCheckout {
  leadId: number;
  promoId: number;
  discount: number;
  /** What is left to pay. */
  total: number;
}

/** Why the promo was not taken. */
export type CheckoutRefusal = 'siteUnknown' | 'promoUnknown' | 'promoNotValid' | 'personMissing' | 'personHadIt';

/**
 * Records an order as Mottor's checkout does, the only place where promos are used up: a lead is written and the count goes
 * up, never beyond the limit. With `personal_limit_is_enabled` a phone and an email may use the promo once (D-M10, D-M12).
 */
export function recordCheckout(ledger: Ledger, order: Checkout): Promise<RecordedCheckout | CheckoutRefusal> {
  return ledger.database.transact(async (tx) => {
    const site = await tx
      .selectFrom('issuer_mottor_sites')
      .where('id', '=', order.siteId)
      .select('currency')
      .executeTakeFirst();
    if (!site) return 'siteUnknown';

    const now = ledger.clock();
    const promo = await lockPromo(tx, order.siteId, order.code);
    if (!promo) return 'promoUnknown';
    if (!isValid(promo, promo.used, now)) return 'promoNotValid';

    const person = { phone_hash: hashOf(digitsOf(order.phone)), email_hash: hashOf(order.email?.trim().toLowerCase()) };
    if (promo.personal_limit_is_enabled === 1) {
      if (!person.phone_hash && !person.email_hash) return 'personMissing';
      if (await hasUsed(tx, promo.id, person)) return 'personHadIt';
    }

    await tx
      .updateTable('issuer_mottor_promos')
      .set({ used: promo.used + 1 })
      .where('id', '=', promo.id)
      .execute();
    const discount = discountOf(promo, order, site.currency);
    const order_price = order.goods + order.delivery;
    const leadId = await takeNumbers(tx, 'mottor_lead');
    await tx
      .insertInto('issuer_mottor_leads')
      .values({
        id: leadId,
        statistic_id: await takeNumbers(tx, 'mottor_statistic'),
        site_id: order.siteId,
        promo_id: promo.id,
        bonus_type: promo.bonus_type,
        bonus_amount: promo.bonus_amount,
        bonus_amount_is_in_percentages: promo.bonus_amount_is_in_percentages,
        order_price,
        order_quantity: order.quantity,
        discount_amount: discount,
        currency: site.currency,
        ...person,
        created_at: now,
        visible_at: now + order.lagMs,
      })
      .execute();
    return { leadId, promoId: promo.id, discount, total: order_price - discount };
  });
}

/** Lets the uses of one promo go one at a time. */
function lockPromo(tx: Kysely<IssuerTables>, siteId: number, code: string): Promise<PromoRow | undefined> {
  return tx
    .updateTable('issuer_mottor_promos')
    .set((row) => ({ used: row.ref('used') }))
    .where('site_id', '=', siteId)
    .where('code_key', '=', codeKey(code))
    .returningAll()
    .executeTakeFirst();
}

async function hasUsed(
  tx: Kysely<IssuerTables>,
  promoId: number,
  person: { phone_hash: string | null; email_hash: string | null },
): Promise<boolean> {
  for (const who of ['phone_hash', 'email_hash'] as const) {
    const hash = person[who];
    if (hash === null) continue;
    const lead = await tx
      .selectFrom('issuer_mottor_leads')
      .where('promo_id', '=', promoId)
      .where(who, '=', hash)
      .select('id')
      .limit(1)
      .executeTakeFirst();
    if (lead) return true;
  }
  return false;
}

/** Russian numbers are written with +7, 7 or 8 in front. */
function digitsOf(phone: string | undefined): string | undefined {
  const digits = phone?.replaceAll(/\D/g, '');
  return digits?.length === 11 && digits.startsWith('8') ? `7${digits.slice(1)}` : digits;
}

function hashOf(text: string | undefined): string | null {
  return text ? createHash('sha256').update(text).digest('hex') : null;
}
