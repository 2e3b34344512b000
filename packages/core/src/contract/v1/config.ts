import * as z from 'zod/mini';

/** `GET /config`: what the shop offers; the widget hides the rest. */
export const config = z.object({
  version: z.int(),
  currency: z.string(),
  perks: z.object({ gift: z.boolean(), promo: z.boolean(), points: z.boolean() }),
  /** How many gift codes one order may use. */
  maxCodes: z.int(),
  locales: z.array(z.string()),
  /** How a shopper can show who they are, when points are offered. */
  loyalty: z.optional(
    z.object({
      /** Whether a one-time code can be sent: without it only an app code or the shop's own customer token proves anything. */
      oneTimeCode: z.boolean(),
      /** Digits of a one-time code. */
      codeLength: z.int(),
    }),
  ),
});

export type Config = z.infer<typeof config>;
