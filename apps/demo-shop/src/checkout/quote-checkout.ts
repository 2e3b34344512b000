import { createPerksClient } from '@checkout-perks/core/client';
import type { Cart, QuoteAnswer } from '@checkout-perks/core/contract';
import type { ShopParts } from '../shop-parts.ts';

/** Where a shopper's request comes from. */
export interface ClientAddress {
  remoteAddress?: string | undefined;
  /** The `X-Forwarded-For` header, which counts behind proxies of the shop's own. */
  forwardedFor?: string | undefined;
}

/**
 * Asks for a quote on behalf of a page without JavaScript. It goes through the browser's own route with the shopper's
 * address, so that guessing codes is no easier here than in the widget.
 *
 * @throws {PerksError} `TOO_MANY_ATTEMPTS`, and those of any quote
 */
export function quoteCheckout(
  { perks }: Pick<ShopParts, 'perks'>,
  cart: Cart,
  codes: readonly string[],
  client: ClientAddress,
): Promise<QuoteAnswer> {
  const { remoteAddress, forwardedFor } = client;
  const quoting = createPerksClient({
    baseUrl: `http://shop.invalid${perks.basePath}`,
    fetch: (input, init) => {
      const request = new Request(input, init);
      if (forwardedFor !== undefined) request.headers.set('x-forwarded-for', forwardedFor);
      return perks.fetch(request, { remoteAddress });
    },
  });
  return quoting.quote({ cart, codes: [...codes] });
}
