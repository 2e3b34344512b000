import { type Cart, cart as cartSchema } from '@checkout-perks/core/contract';
import { PerksError } from '@checkout-perks/core/errors';

/** How the shop looks a cart up; `undefined` for an unknown one. */
export type ResolveCart = (request: Request, cartId: string) => Promise<Cart | undefined>;

/**
 * Looks a cart up in the shop.
 *
 * @throws {PerksError} `CART_NOT_FOUND` for an unknown one, or where the shop looks none up; `CONFIGURATION` when the shop gives
 *   something that is no cart
 */
export async function resolvedCart(
  resolveCart: ResolveCart | undefined,
  request: Request,
  cartId: string,
): Promise<Cart> {
  const found = await resolveCart?.(request, cartId);
  if (found === undefined || found === null) throw new PerksError('CART_NOT_FOUND');
  const read = cartSchema.safeParse(found);
  if (!read.success) throw new PerksError('CONFIGURATION', { details: { option: 'resolveCart' } });
  return read.data;
}
