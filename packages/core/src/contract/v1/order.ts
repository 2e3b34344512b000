import * as z from 'zod/mini';
import { cart, MAX_LINES } from './cart.ts';
import { loyaltyUse, MAX_TOKEN_LENGTH, quote, typedCodes } from './quote.ts';

/** The shop's own order id: what may stand in a path. */
export const orderId = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$/));

/** Who buys, as the shop knows them: phone, e-mail or customer number. Kept as a keyed hash, for limits per person. */
const customer = z.optional(z.string().check(z.minLength(1), z.maxLength(256)));

/** `PUT /orders/{orderId}`: the shop's cart with the token of the quote that the shopper saw, or with codes. */
export const reserveRequest = z.union([
  z.strictObject({
    cart,
    token: z.string().check(z.minLength(1), z.maxLength(MAX_TOKEN_LENGTH)),
    customer,
    /** Go on when the price has become better for the shopper since the quote. */
    acceptBetter: z.optional(z.boolean()),
  }),
  z.strictObject({ cart, codes: typedCodes, loyalty: z.optional(loyaltyUse), customer }),
]);

/**
 * `POST /orders/{orderId}/refund`: lines and delivery to take back; neither for all that is left. A refund of a part needs a
 * `refundId` of the shop's own, by which a repeat is told from a second refund.
 */
export const refundRequest = z.strictObject({
  refundId: z.optional(orderId),
  lines: z.optional(
    z.array(z.strictObject({ id: z.string(), quantity: z.int().check(z.positive()) })).check(z.maxLength(MAX_LINES)),
  ),
  delivery: z.optional(z.boolean()),
  /** Only tells what a refund would give back. */
  dryRun: z.optional(z.boolean()),
});

/** `POST /orders/{orderId}/attention`: what a person found out. */
export const attentionAnswer = z.strictObject({
  /** `attention.effect` of the order. */
  effect: z.string(),
  happened: z.boolean(),
});

/** Value that goes back to the shopper as a new gift code. */
export const reissue = z.object({
  /** Minor units. */
  amount: z.int(),
  currency: z.string(),
  /** `owed` until the provider has issued the code, then `issued`. */
  status: z.string(),
  /** The full new code, for the shopper's eyes. */
  code: z.optional(z.string()),
  expiresAt: z.optional(z.string()),
});

/** One gift code of an order. */
export const orderGift = z.object({
  /** Masked. */
  code: z.string(),
  /** What it pays of this order, minor units. */
  amount: z.int(),
  /** What it is worth, minor units. */
  faceValue: z.int(),
  /** What the provider credited the shop with, where that is not the code's worth: a fee, for instance. */
  credited: z.optional(z.object({ amount: z.int(), currency: z.string() })),
  remainder: z.optional(reissue),
});

/** One promo code of an order. */
export const orderPromo = z.object({
  code: z.string(),
  /** What it takes off, minor units. */
  amount: z.int(),
});

/** The points of an order. */
export const orderPoints = z.object({
  /** Points that pay; 0 when the order brings points. */
  spend: z.int(),
  /** What they take off, minor units. */
  amount: z.int(),
  /** Points that the order brings, as far as the provider has said. */
  earn: z.optional(z.int()),
  /** `held`, `unheld` (the hold's answer got lost), `spent`, `earned`, `owed` (to be earned), `refused`, `released`; or a newer one. */
  status: z.string(),
});

/** What a refund gives back, or with `dryRun` would. Sums in minor units. */
export const orderRefund = z.object({
  refundId: z.string(),
  /** `planned` in a dry run; `owed` until every new code is issued, then `done`. */
  state: z.string(),
  lines: z.array(z.object({ id: z.string(), quantity: z.int() })),
  delivery: z.boolean(),
  /** New gift codes for what gift codes had paid. */
  gifts: z.array(reissue),
  /** Points to return by hand: the provider has no call for it. */
  points: z.int(),
  /** What the shop returns by the means it was paid with. */
  money: z.int(),
  /** Whether uses of promo codes are given back: with the last line of an order. */
  promoUses: z.boolean(),
  /** What an operator must do by hand. */
  instructions: z.array(z.string()),
});

/** The states of an order, in the order in which they can follow (see `docs/orders.md`). */
export const ORDER_STATES = [
  'reserving',
  'reserved',
  'committing',
  'committed',
  'declining',
  'declined',
  'cancelled',
  'expired',
  'refunding',
  'refunded',
  'attention',
] as const;

/** An order as every order verb answers it. All sums in minor units of `currency`. */
export const order = z.object({
  orderId: z.string(),
  /** One of {@link ORDER_STATES}, or a newer one. */
  state: z.string(),
  currency: z.string(),
  quote,
  total: z.int(),
  amountDue: z.int(),
  gifts: z.array(orderGift),
  promos: z.optional(z.array(orderPromo)),
  points: z.optional(orderPoints),
  refunds: z.optional(z.array(orderRefund)),
  /** What a refund or a decline gave back. */
  returned: z.array(reissue),
  expiresAt: z.optional(z.string()),
  /** What a person must look at. */
  attention: z.optional(
    z.object({
      question: z.string(),
      /** Names the side effect that is in question, for `POST …/attention`. */
      effect: z.optional(z.string()),
    }),
  ),
  createdAt: z.string(),
  updatedAt: z.string(),
});

export type RefundRequest = z.infer<typeof refundRequest>;
export type AttentionAnswer = z.infer<typeof attentionAnswer>;
export type OrderPromo = z.infer<typeof orderPromo>;
export type OrderPoints = z.infer<typeof orderPoints>;
export type OrderRefund = z.infer<typeof orderRefund>;
export type ReserveRequest = z.infer<typeof reserveRequest>;
export type Reissue = z.infer<typeof reissue>;
export type OrderGift = z.infer<typeof orderGift>;
export type OrderState = (typeof ORDER_STATES)[number];
export type Order = z.infer<typeof order>;
