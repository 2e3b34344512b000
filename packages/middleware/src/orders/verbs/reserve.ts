import type { Order, Quote, ReserveRequest } from '@checkout-perks/core/contract';
import { orderId as orderIdSchema, reserveRequest } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';
import { normaliseCode } from '@checkout-perks/core/perks';
import type { OrderFile } from '../../journal/journal.ts';
import type { LoyaltySession } from '../../loyalty/loyalty-session.ts';
import { customerName, personsOf } from '../../promo-limits/persons-of.ts';
import { PromosRefused } from '../../promo-limits/promos-refused.ts';
import { quoteCart } from '../../quoting/quote-cart.ts';
import type { QuoteInput } from '../../quoting/quote-input.ts';
import {
  fingerprintCart,
  fingerprintItems,
  noWorsePrice,
  type QuoteClaims,
  samePrice,
} from '../../quoting/quote-token.ts';
import type { QuotedCart } from '../../quoting/quoted-cart.ts';
import { QuoteRefusal } from '../refusals/quote-refusal.ts';
import { waitForOrder } from '../running/wait-for-order.ts';
import type { OrderContext } from '../storing/order-context.ts';
import { takeOrder } from '../storing/take-order.ts';
import { orderView } from '../views/order-view.ts';
import { parseInput } from './parse-input.ts';

/** What is asked for, read and opened. */
interface Asked {
  input: QuoteInput;
  claims: QuoteClaims | undefined;
  acceptBetter: boolean;
  /** The request in one form for all its spellings: a repeat of it is no other request. */
  text: string;
}

/**
 * Holds everything that an order needs: prices the shop's cart afresh, locks its gift codes, takes a use of its promos and
 * holds the points that it spends. Nothing is spent yet. Repeating it with the same cart and perks answers the same order.
 *
 * @param orderId The shop's own id of the order
 * @param request The shop's cart, with the token of the quote that the shopper saw, or with codes
 * @returns The order: `reserved`, or still `reserving` when its points take too long to be held
 * @throws {PerksError} `INVALID_REQUEST`, `QUOTE_INVALID`, `LOYALTY_SESSION_INVALID`, `LOYALTY_SESSION_EXPIRED`, `ORDER_CONFLICT` (the
 *   id is taken by another cart), `PERK_IN_USE`; as {@link QuoteRefusal} with what holds now: `QUOTE_CHANGED`, `QUOTE_EXPIRED`,
 *   `PERK_REJECTED`. After all of these the id is free.
 */
export async function reserve(context: OrderContext, orderId: string, request: ReserveRequest): Promise<Order> {
  const { journal } = context;
  parseInput(orderIdSchema, orderId, 'orderId');
  const asked = await readRequest(context, request);

  const existing = await journal.load(orderId);
  if (existing) return answered(context, existing, asked);

  const quoted = await quoteCart(context.quoting, asked.input, false);
  const refused = refusalOf(asked, quoted.quote);
  if (refused) throw await refusal(context, refused, asked, quoted);
  try {
    const promos = await context.personalLimits(quoted.promos);
    const persons = personsOf(journal.sealer, quoted, asked.input.customer);
    const file = await takeOrder(context, { orderId, asked: asked.text, quoted: { ...quoted, promos }, persons });
    return await answered(context, file, asked);
  } catch (thrown) {
    if (!(thrown instanceof PromosRefused)) throw thrown;
    const { reasons } = thrown;
    const without = await quoteCart({ ...context.quoting, refusedUses: async () => reasons }, asked.input, false);
    throw await refusal(context, 'PERK_REJECTED', asked, without);
  }
}

async function readRequest(context: OrderContext, request: ReserveRequest): Promise<Asked> {
  const { cart, customer, ...perks } = parseInput(reserveRequest, request);
  const claims = 'token' in perks ? await context.tokens.read(perks.token) : undefined;
  const codes = 'codes' in perks ? perks.codes : (claims?.codes ?? []);
  const loyalty = 'codes' in perks ? await openLoyalty(context, perks.loyalty) : claims?.loyalty;
  // The same code typed otherwise is the same request, and so is a token that carries it.
  const text = JSON.stringify([
    fingerprintCart(cart),
    codes.map(normaliseCode),
    ...(loyalty ? [[whoIs(loyalty.session), loyalty.spend]] : []),
    ...(customer === undefined ? [] : [customerName(customer)]),
  ]);
  const acceptBetter = 'token' in perks && perks.acceptBetter === true;
  return { input: { cart, codes, loyalty, customer }, claims, acceptBetter, text };
}

async function openLoyalty(
  { loyalty }: OrderContext,
  use: { session: string; spend: number | 'max' } | undefined,
): Promise<{ session: LoyaltySession; spend: number | 'max' } | undefined> {
  if (!use) return undefined;
  if (!loyalty) throw new PerksError('INVALID_REQUEST', { details: { path: 'loyalty' } });
  return { session: await loyalty.open(use.session), spend: use.spend };
}

function whoIs(session: LoyaltySession): string {
  return session.confirmed ? `member:${session.memberId}` : `search:${session.search}`;
}

/** The order as it is once its points are held; a repeat waits for the same. */
async function answered(context: OrderContext, begun: OrderFile, asked: Asked): Promise<Order> {
  const { sealer } = context.journal;
  // The secret may have been changed since.
  if (!sealer.fingerprints(asked.text).includes(begun.order.request_hash)) throw new PerksError('ORDER_CONFLICT');
  const file = await waitForOrder(context, begun, ['reserving']);
  if (file) return orderView(file, sealer);
  // The points that it was to spend are not there any more.
  throw await refusal(context, 'QUOTE_CHANGED', asked, await quoteCart(context.quoting, asked.input, false));
}

async function refusal(
  { tokens }: OrderContext,
  code: QuoteRefusal['code'],
  { input }: Asked,
  quoted: QuotedCart,
): Promise<QuoteRefusal> {
  return new QuoteRefusal(code, quoted.quote, await tokens.issue(input.cart, quoted));
}

/** The shopper agreed to the quote they saw: another sum, or a code that no longer works, needs their eyes again. */
function refusalOf({ input, claims, acceptBetter }: Asked, quote: Quote): QuoteRefusal['code'] | undefined {
  const allApply = quote.codes.every((code) => code.status === 'applied');
  if (!claims) {
    if (!allApply) return 'PERK_REJECTED';
    const { spend } = input.loyalty ?? {};
    return typeof spend === 'number' && spend !== (quote.loyalty?.spend ?? 0) ? 'QUOTE_CHANGED' : undefined;
  }
  if (claims.expired) return 'QUOTE_EXPIRED';
  const same = claims.cart === fingerprintCart(input.cart) && samePrice(claims, quote);
  const better = acceptBetter && claims.items === fingerprintItems(input.cart) && noWorsePrice(claims, quote);
  return allApply && (same || better) ? undefined : 'QUOTE_CHANGED';
}
