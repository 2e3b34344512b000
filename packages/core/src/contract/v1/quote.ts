import * as z from 'zod/mini';
import { cart, cartId } from './cart.ts';
import { member } from './loyalty.ts';

/** Most codes that one request may carry. */
export const MAX_CODES = 10;
/** Longest code that is read at all; longer ones are refused before anything looks at them. */
export const MAX_CODE_LENGTH = 256;
/** Longest token or session that is read at all. */
export const MAX_TOKEN_LENGTH = 16_384;

/** Codes as the shopper typed them, in that order. */
export const typedCodes = z
  .array(z.string().check(z.minLength(1), z.maxLength(MAX_CODE_LENGTH)))
  .check(z.maxLength(MAX_CODES));

/** The member that a quote or an order is for, and how many points they want to spend: 0 to earn instead. */
export const loyaltyUse = z.object({
  /** As `POST /loyalty/identify` or `/loyalty/confirm` gave it. */
  session: z.string().check(z.minLength(1), z.maxLength(MAX_TOKEN_LENGTH)),
  spend: z.union([z.int().check(z.nonnegative()), z.literal('max')]),
});

/** `POST /quote`: a cart, or the name under which the shop's server knows it. */
export const quoteRequest = z
  .object({ cart: z.optional(cart), cartId: z.optional(cartId), codes: typedCodes, loyalty: z.optional(loyaltyUse) })
  .check(z.refine((request) => (request.cart === undefined) !== (request.cartId === undefined), { path: ['cart'] }));

/** The part of a discount or tender that falls on one line; `line: null` is the delivery. */
export const allocation = z.object({ line: z.nullable(z.string()), amount: z.int() });

/** One step of the sum, in the order in which it was taken. Kinds may be added: a reader shows what it does not know by its label. */
export const quoteStep = z.object({
  kind: z.string(),
  label: z.string(),
  /** What the step is worked out on, minor units. */
  base: z.int(),
  /** For a percentage: hundredths of a percent. */
  rate: z.optional(z.int()),
  /** How a percentage was rounded, once on the whole: `halfUp`. */
  rounding: z.optional(z.string()),
  /** For points: how many. */
  points: z.optional(z.int()),
  /** What this step takes off, minor units. */
  amount: z.int(),
  /** What kept the step from taking more. */
  cappedBy: z.optional(z.string()),
  allocations: z.array(allocation),
});

/** What became of one typed code; `codes[i]` answers the i-th code of the request. */
export const quoteCode = z.object({
  /** Gift codes masked, others as they were looked up. */
  code: z.string(),
  kind: z.string(),
  status: z.string(),
  /** Present when `status` is `rejected`: one of the closed list, or a newer one. */
  reason: z.optional(z.string()),
  /** What it takes off, minor units. */
  amount: z.optional(z.int()),
  /** What will be re-issued as a new code at commit, minor units. */
  remainder: z.optional(z.int()),
  /** What of a gift code's worth is lost at commit, where the shop gives nothing back, minor units. */
  forfeited: z.optional(z.int()),
  /** Present when the code was read otherwise than it was typed, for instance in the wrong keyboard layout. */
  typedAs: z.optional(z.string()),
  /** With `discount_code_combination_disallowed`: the code that was better for the shopper and stays. */
  keptCode: z.optional(z.string()),
});

/** What the loyalty programme makes of the quote. Without a proof of who is asking it holds nothing of the member. */
export const quoteLoyalty = z.object({
  /** `confirm`: the one-time code is still to come; `identified`; `unavailable`: the provider could not be asked; `expired`. */
  state: z.string(),
  /** What was typed, masked. */
  hint: z.string(),
  member: z.optional(member),
  /** The most points that this purchase can take. */
  maxSpend: z.optional(z.int()),
  /** Points that the quote takes. */
  spend: z.int(),
  /** What they take off, minor units. */
  amount: z.int(),
  /** Points that the purchase will bring. */
  earn: z.optional(z.int()),
});

/** A priced preview. All sums in minor units of `currency`. */
export const quote = z.object({
  id: z.string(),
  currency: z.string(),
  lines: z.array(z.object({ id: z.string(), quantity: z.int(), unitPrice: z.int(), total: z.int() })),
  goods: z.int(),
  delivery: z.int(),
  steps: z.array(quoteStep),
  codes: z.array(quoteCode),
  loyalty: z.optional(quoteLoyalty),
  discountTotal: z.int(),
  tenderTotal: z.int(),
  /** Goods and delivery after discounts, before tender. */
  total: z.int(),
  /** What is still to be paid by other means. */
  amountDue: z.int(),
  /** Points that the purchase will bring; absent where nobody has proved to be a member. */
  earn: z.optional(z.int()),
  /** True when the prices came from the browser; the order is priced again from the shop's own cart. */
  provisional: z.boolean(),
  expiresAt: z.string(),
});

/** Answer of `POST /quote`: the token stands for this cart and these codes when the order is placed. */
export const quoteAnswer = z.object({ quote, token: z.string() });

export type QuoteRequest = z.infer<typeof quoteRequest>;
export type Allocation = z.infer<typeof allocation>;
export type QuoteStep = z.infer<typeof quoteStep>;
export type LoyaltyUse = z.infer<typeof loyaltyUse>;
export type QuoteLoyalty = z.infer<typeof quoteLoyalty>;
export type QuoteCode = z.infer<typeof quoteCode>;
export type Quote = z.infer<typeof quote>;
export type QuoteAnswer = z.infer<typeof quoteAnswer>;
