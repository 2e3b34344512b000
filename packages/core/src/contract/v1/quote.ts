import * as z from 'zod/mini';
import { cart } from './cart.ts';

/** Most codes that one request may carry. */
export const MAX_CODES = 10;
/** Longest code that is read at all; longer ones are refused before anything looks at them. */
export const MAX_CODE_LENGTH = 256;

/** Codes as the shopper typed them, in that order. */
export const typedCodes = z
  .array(z.string().check(z.minLength(1), z.maxLength(MAX_CODE_LENGTH)))
  .check(z.maxLength(MAX_CODES));

/** `POST /quote`. */
export const quoteRequest = z.object({ cart, codes: typedCodes });

/** The part of a discount or tender that falls on one line; `line: null` is the delivery. */
export const allocation = z.object({ line: z.nullable(z.string()), amount: z.int() });

/** One step of the sum, in the order in which it was taken. Kinds may be added: a reader shows what it does not know by its label. */
export const quoteStep = z.object({
  kind: z.string(),
  label: z.string(),
  /** What was left before this step, minor units. */
  base: z.int(),
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
  /** Present when the code was read otherwise than it was typed, for instance in the wrong keyboard layout. */
  typedAs: z.optional(z.string()),
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
  discountTotal: z.int(),
  tenderTotal: z.int(),
  /** Goods and delivery after discounts, before tender. */
  total: z.int(),
  /** What is still to be paid by other means. */
  amountDue: z.int(),
  /** True when the prices came from the browser; the order is priced again from the shop's own cart. */
  provisional: z.boolean(),
  expiresAt: z.string(),
});

/** Answer of `POST /quote`: the token stands for this cart and these codes when the order is placed. */
export const quoteAnswer = z.object({ quote, token: z.string() });

export type QuoteRequest = z.infer<typeof quoteRequest>;
export type Allocation = z.infer<typeof allocation>;
export type QuoteStep = z.infer<typeof quoteStep>;
export type QuoteCode = z.infer<typeof quoteCode>;
export type Quote = z.infer<typeof quote>;
export type QuoteAnswer = z.infer<typeof quoteAnswer>;
