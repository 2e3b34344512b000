import type { Quote, QuoteCode } from '../contract/v1/quote.ts';
import { formatDecimal } from '../money/format-decimal.ts';
import { discountsInUcp } from './discounts-in-ucp.ts';
import { rejectionMessage } from './rejection-message.ts';
import { type ItemNaming, lineItemsInUcp, totalsInUcp } from './totals-in-ucp.ts';
import type { UcpInstrument, UcpMessage, UcpQuote } from './ucp-quote.ts';

/** What a quote itself does not know. */
export interface UcpOptions {
  /** The product behind a line. Unless given, the line's id stands for its id and its title. */
  itemOf?: ItemNaming;
  /** The `id` of your payment handler for gift codes; `gift_codes` unless given. */
  giftHandlerId?: string;
  /** Set when the quote is that of a committed order: only then were gift codes charged, and only then is it said with what. */
  committed?: boolean;
}

/**
 * Says a quote in the words of the Universal Commerce Protocol (its discount and split payments extensions), to be spread into
 * a cart or checkout answer: discounts with their allocations, totals, gift codes as payment instruments, and a message for
 * each code that was not applied.
 *
 * @param quote As `POST /quote` answered it, or the quote of an order
 * @param options What the quote itself does not know
 */
export function quoteInUcp(quote: Quote, options: UcpOptions = {}): UcpQuote {
  const { itemOf = (id) => ({ id, title: id }), giftHandlerId = 'gift_codes', committed = false } = options;
  const gifts = quote.codes.filter(({ kind, status }) => kind === 'gift' && status === 'applied');
  const instruments = gifts.map(
    ({ code, amount = 0 }, index): UcpInstrument => ({
      id: `gift-${index + 1}`,
      handler_id: giftHandlerId,
      type: 'gift_card',
      ...(committed ? { amount } : {}),
      display: { masked_code: code },
    }),
  );
  return {
    currency: quote.currency,
    line_items: lineItemsInUcp(quote, itemOf),
    discounts: discountsInUcp(quote),
    totals: totalsInUcp(quote),
    ...(instruments.length > 0 ? { payment: { instruments } } : {}),
    messages: [
      ...rejections(quote.codes),
      ...gifts.map((gift, index) => giftMessage(gift, quote.currency, `$.payment.instruments[${index}]`)),
    ],
    expires_at: quote.expiresAt,
  };
}

/** A rejected gift code stands nowhere in the answer, so its message points nowhere. */
function rejections(codes: readonly QuoteCode[]): UcpMessage[] {
  const listed = codes.filter(({ kind }) => kind !== 'gift');
  return codes
    .filter(({ status }) => status === 'rejected')
    .map((code) => {
      const place = listed.indexOf(code);
      return rejectionMessage(code, place === -1 ? undefined : `$.discounts.codes[${place}]`);
    });
}

/** What a gift code pays. The protocol keeps an instrument's `amount` for what was charged, so a quote says it in words. */
function giftMessage({ code, amount = 0, remainder = 0 }: QuoteCode, currency: string, path: string): UcpMessage {
  const money = (sum: number) => `${formatDecimal(sum, currency)} ${currency}`;
  const rest = remainder > 0 ? `, ${money(remainder)} come back as a new code` : '';
  return { type: 'info', path, content: `Gift code ${code} pays ${money(amount)}${rest}.` };
}
