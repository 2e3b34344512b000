import * as z from 'zod/mini';

/** Most lines that a cart may have. */
export const MAX_LINES = 500;

const minorUnits = z.int().check(z.nonnegative());

/** One line of a cart. `unitPrice` is in minor units of the cart's currency. */
export const cartLine = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(128)),
  title: z.optional(z.string().check(z.maxLength(500))),
  quantity: z.int().check(z.positive(), z.maximum(1_000_000)),
  unitPrice: minorUnits,
  /** Loyalty points can neither pay for this line nor be earned by it. */
  noPoints: z.optional(z.boolean()),
});

/** What is being bought. All sums are in minor units of `currency`. */
export const cart = z.object({
  currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
  lines: z.array(cartLine).check(
    z.minLength(1),
    z.maxLength(MAX_LINES),
    // Refunds, and what a step puts on each line, go by the line's id.
    z.refine((lines) => new Set(lines.map((line) => line.id)).size === lines.length),
  ),
  delivery: z.optional(z.object({ price: minorUnits })),
});

/** The shop's own name of a cart, where the shop's server can look it up. */
export const cartId = z.string().check(z.minLength(1), z.maxLength(256));

export type CartLine = z.infer<typeof cartLine>;
export type Cart = z.infer<typeof cart>;
