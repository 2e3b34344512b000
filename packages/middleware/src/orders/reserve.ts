import type { Cart, Order, Quote, ReserveRequest } from '@checkout-perks/core/contract';
import { orderId as orderIdSchema, reserveRequest } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import { normaliseCode } from '@checkout-perks/core/perks';
import type { JournalTransaction, OrderFile } from '../journal/journal.ts';
import { type QuotedCart, quoteCart } from '../quoting/quote-cart.ts';
import { fingerprintCart, type QuoteClaims, samePrice } from '../quoting/quote-token.ts';
import { lockGift } from './lock-gifts.ts';
import type { OrderContext } from './order-context.ts';
import { orderView } from './order-view.ts';
import { parseInput } from './parse-input.ts';
import { QuoteRefusal } from './quote-refusal.ts';

/**
 * Holds everything that an order needs: prices the shop's cart afresh and locks its gift codes. Nothing is spent yet.
 * Repeating it with the same cart and codes answers the same order.
 *
 * @param orderId The shop's own id of the order
 * @param request The shop's cart, with the token of the quote that the shopper saw, or with codes
 * @throws {PerksError} `INVALID_REQUEST`, `QUOTE_INVALID`, `ORDER_CONFLICT` (the id is taken by another cart),
 *   `PERK_IN_USE`; as {@link QuoteRefusal} with what holds now: `QUOTE_CHANGED`, `QUOTE_EXPIRED`, `PERK_REJECTED`
 */
export async function reserve(context: OrderContext, orderId: string, request: ReserveRequest): Promise<Order> {
  const { journal, tokens, quoting } = context;
  parseInput(orderIdSchema, orderId, 'orderId');
  const { cart, ...perks } = parseInput(reserveRequest, request);
  const claims = 'token' in perks ? await tokens.read(perks.token) : undefined;
  const codes = 'codes' in perks ? perks.codes : (claims?.codes ?? []);
  // The same code typed otherwise is the same request, and so is a token that carries it.
  const asked = JSON.stringify([fingerprintCart(cart), codes.map(normaliseCode)]);

  const existing = await journal.load(orderId);
  if (existing) return repeated(context, existing, asked);

  const quoted = await quoteCart(quoting, cart, codes, false);
  await refuseIfChanged(context, cart, quoted, claims);

  const file = await journal.transact(async (tx) => {
    const taken = await journal.load(orderId, tx);
    if (taken) return taken;
    await write(context, tx, orderId, journal.sealer.fingerprint(asked), quoted);
    for (const gift of quoted.gifts) {
      await lockGift(tx, orderId, journal.sealer.fingerprints(gift.code));
    }
    return journal.load(orderId, tx);
  });
  if (!file) throw new PerksError('INTERNAL');
  return repeated(context, file, asked);
}

function repeated({ journal }: OrderContext, file: OrderFile, asked: string): Order {
  // The secret may have been changed since.
  if (!journal.sealer.fingerprints(asked).includes(file.order.request_hash)) throw new PerksError('ORDER_CONFLICT');
  return orderView(file, journal.sealer);
}

/** The shopper agreed to the quote they saw: another sum, or a code that no longer works, needs their eyes again. */
async function refuseIfChanged(
  { tokens }: OrderContext,
  cart: Cart,
  quoted: QuotedCart,
  claims: QuoteClaims | undefined,
): Promise<void> {
  const refused = refusalOf(cart, quoted.quote, claims);
  if (refused) throw new QuoteRefusal(refused, quoted.quote, await tokens.issue(cart, quoted));
}

function refusalOf(cart: Cart, quote: Quote, claims: QuoteClaims | undefined): QuoteRefusal['code'] | undefined {
  if (!claims) return quote.codes.some((code) => code.status === 'rejected') ? 'PERK_REJECTED' : undefined;
  if (claims.expired) return 'QUOTE_EXPIRED';
  const same = claims.cart === fingerprintCart(cart) && samePrice(claims, quote);
  return same && quote.codes.every((code) => code.status === 'applied') ? undefined : 'QUOTE_CHANGED';
}

async function write(
  { journal, clock, timing }: OrderContext,
  tx: JournalTransaction,
  orderId: string,
  requestHash: string,
  { quote, gifts }: QuotedCart,
): Promise<void> {
  const now = clock();
  await tx
    .insertInto('perks_order')
    .values({
      id: orderId,
      state: 'reserved',
      request_hash: requestHash,
      quote: JSON.stringify(quote),
      currency: quote.currency,
      total: quote.total,
      amount_due: quote.amountDue,
      expires_at: now + timing.reserveFor,
      lease_owner: null,
      lease_until: 0,
      wake_at: now + timing.reserveFor,
      reason: null,
      question: null,
      created_at: now,
      updated_at: now,
    })
    .execute();
  if (gifts.length === 0) return;
  const rows = gifts.map((gift, position) => ({
    order_id: orderId,
    position,
    fingerprint: journal.sealer.fingerprint(gift.code),
    sealed_code: journal.sealer.seal(gift.code),
    masked: gift.masked,
    face_value: gift.value,
    amount: gift.amount,
    expires_at: gift.expiresAt ?? null,
  }));
  await tx.insertInto('perks_gift').values(rows).execute();
}
