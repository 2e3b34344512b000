import { createHash } from 'node:crypto';

/** Names the visitor of a cart. It stands in addresses, and leads back to no cart. */
export function visitorOf(cartId: string): string {
  return createHash('sha256').update(`inbox ${cartId}`).digest('base64url').slice(0, 22);
}
