import * as z from 'zod/mini';
import { cart } from './cart.ts';
import { quote, typedCodes } from './quote.ts';

/** The shop's own order id: what may stand in a path. */
export const orderId = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$/));

/** `PUT /orders/{orderId}`: the shop's cart with the token of the quote that the shopper saw, or with codes. */
export const reserveRequest = z.union([
  z.strictObject({ cart, token: z.string().check(z.minLength(1), z.maxLength(16_384)) }),
  z.strictObject({ cart, codes: typedCodes }),
]);

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
  remainder: z.optional(reissue),
});

/** The states of an order, in the order in which they can follow (see `docs/orders.md`). */
export const ORDER_STATES = [
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
  /** What a refund or a decline gave back. */
  returned: z.array(reissue),
  expiresAt: z.optional(z.string()),
  /** What a person must look at. */
  attention: z.optional(z.object({ question: z.string() })),
  createdAt: z.string(),
  updatedAt: z.string(),
});

export type ReserveRequest = z.infer<typeof reserveRequest>;
export type Reissue = z.infer<typeof reissue>;
export type OrderGift = z.infer<typeof orderGift>;
export type OrderState = (typeof ORDER_STATES)[number];
export type Order = z.infer<typeof order>;
