import * as z from 'zod/mini';

/** `GET /config`: what the shop offers; the widget hides the rest. */
export const config = z.object({
  version: z.int(),
  currency: z.string(),
  perks: z.object({ gift: z.boolean(), promo: z.boolean(), points: z.boolean() }),
  /** How many gift codes one order may use. */
  maxCodes: z.int(),
  locales: z.array(z.string()),
});

export type Config = z.infer<typeof config>;
