import { createPerksClient } from '@checkout-perks/core/client';
import type { Cart, QuoteAnswer } from '@checkout-perks/core/contract';
import type { ShopParts } from '../shop-parts.ts';

/** The address of a shopper's request. */
export interface ClientAddress {
  remoteAddress?: string | undefined;
  /** The `X-Forwarded-For` header, used behind trusted proxies. */
  forwardedFor?: string | undefined;
}

/**
 * Gets a quote for a page without JavaScript. It uses the browser's route with the shopper's address, so the guess budget
 * applies as in the widget.
 *
 * @throws {PerksError} `TOO_MANY_ATTEMPTS`, and the errors of any quote
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
