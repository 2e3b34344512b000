import { createHash } from 'node:crypto';
import { minorDigits } from '@checkout-perks/core/money';
import type { Kysely } from 'kysely';
import { takeNumbers } from '../foundation/take-numbers.ts';
import type { IssuerTables } from '../schema/issuer-tables.ts';
import type { Ledger } from '../schema/ledger.ts';
import { codeKey, isValid, type PromoRow } from './promo-fields.ts';

/** The price of an order before any discount, minor units. */
interface OrderPrice {
  goods: number;
  delivery: number;
}

/**
 * Calculates a promo's discount, minor units. It is rounded half up and limited to the price of the goods or the delivery,
 * whichever the promo applies to (D-M11).
 */
function calculateDiscount(promo: PromoRow, { goods, delivery }: OrderPrice, currency: string): number {
  const base = promo.bonus_type === 3 ? delivery : goods;
  if (promo.bonus_amount_is_in_percentages === 1) {
    // Everything is doubled, so that integer division rounds half up.
    return Number((BigInt(base) * BigInt(promo.bonus_amount) * 2n + 100_00n) / 200_00n);
  }
  // The amount is in hundredths, but the currency may have another number of minor digits.
  return Math.min(base, Math.round(promo.bonus_amount * 10 ** (minorDigits(currency) - 2)));
}

/** An order in Mottor's own checkout; sums in minor units. */
export interface Checkout extends OrderPrice {
  siteId: number;
  /** The promo code that was typed. */
  code: string;
  /** How many items were bought. */
  quantity: number;
  phone?: string | undefined;
  email?: string | undefined;
  /** How long it takes until counts and statistics show the order, ms. */
  lagMs: number;
}

/** A recorded order; amounts in minor units. */
export interface RecordedCheckout {
  leadId: number;
  promoId: number;
  discount: number;
  /** The amount to pay after the discount. */
  total: number;
}

/** Why the promo was refused. */
export type CheckoutRefusal = 'siteUnknown' | 'promoUnknown' | 'promoNotValid' | 'personMissing' | 'personHadIt';

/**
 * Records an order as Mottor's checkout does, the only place where promos are used. It writes a lead and raises the count of
 * uses, never beyond the limit. With `personal_limit_is_enabled` a phone and an email may use the promo once (D-M10, D-M12).
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

    const person = { phone_hash: toHash(toDigits(order.phone)), email_hash: toHash(order.email?.trim().toLowerCase()) };
    if (promo.personal_limit_is_enabled === 1) {
      if (!person.phone_hash && !person.email_hash) return 'personMissing';
      if (await hasUsed(tx, promo.id, person)) return 'personHadIt';
    }

    await tx
      .updateTable('issuer_mottor_promos')
      .set({ used: promo.used + 1 })
      .where('id', '=', promo.id)
      .execute();
    const discount = calculateDiscount(promo, order, site.currency);
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

/** Locks a promo, so that its uses are recorded one at a time. */
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

/** Keeps a phone's digits. Russian numbers begin with +7, 7 or 8, which mean the same. */
function toDigits(phone: string | undefined): string | undefined {
  const digits = phone?.replaceAll(/\D/g, '');
  return digits?.length === 11 && digits.startsWith('8') ? `7${digits.slice(1)}` : digits;
}

function toHash(text: string | undefined): string | null {
  return text ? createHash('sha256').update(text).digest('hex') : null;
}
